package io.creditlake.standards.compare;

import java.util.List;
import java.util.function.Consumer;

/** Addresses within a region, brought to letters and digits: road, number and what follows. */
final class Addresses implements Likeness {
    private static final List<String> LEVELS = List.of("same", "same_door", "similar", "same_road", "different");
    private static final int SAME = 0;
    private static final int SAME_DOOR = 1;
    private static final int SIMILAR = 2;
    private static final int SAME_ROAD = 3;
    private static final int DIFFERENT = 4;

    private static final String ROADS = "路街道巷弄村园";
    private static final String ABOVE = "省市区县镇乡";
    private static final int SHORTEST = 6;
    private static final double SIMILARITY = 0.9;

    @Override
    public List<String> levels() {
        return LEVELS;
    }

    @Override
    public int level(String left, String right) {
        if (left.equals(right)) {
            return SAME;
        }
        int leftNumber = number(left);
        int rightNumber = number(right);
        String leftRoad = road(left, leftNumber);
        String rightRoad = road(right, rightNumber);
        boolean told = !leftRoad.isEmpty() && !rightRoad.isEmpty();
        if (told && leftRoad.equals(rightRoad)) {
            return door(left, leftNumber).equals(door(right, rightNumber)) ? SAME_DOOR : SAME_ROAD;
        }
        boolean longEnough = Math.min(left.length(), right.length()) >= SHORTEST;
        boolean contained = longEnough && (left.contains(right) || right.contains(left));
        boolean similar = longEnough && !told && Edits.jaroWinkler(left, right) >= SIMILARITY;
        return contained || similar ? SIMILAR : DIFFERENT;
    }

    /** Where the first number behind a road begins; the length when there is none. */
    private static int number(String address) {
        for (int i = 1; i < address.length(); i++) {
            if (Letters.areDigits(address, i, i + 1) && ROADS.indexOf(address.charAt(i - 1)) >= 0) {
                return i;
            }
        }
        return address.length();
    }

    private static String road(String address, int number) {
        if (number == address.length()) {
            return "";
        }
        int start = number - 2;
        while (start > 0 && ABOVE.indexOf(address.charAt(start - 1)) < 0 && !isAboveRoad(address, start)) {
            start--;
        }
        return address.substring(Math.max(0, start), number);
    }

    /** Behind 街道, an office above roads: 泉城街道某某路. */
    private static boolean isAboveRoad(String address, int start) {
        return start >= 2 && address.startsWith("街道", start - 2);
    }

    private static String door(String address, int number) {
        int end = number;
        while (end < address.length() && Letters.areDigits(address, end, end + 1)) {
            end++;
        }
        return address.substring(number, end);
    }

    @Override
    public List<String> parts() {
        return List.of("address", "door");
    }

    @Override
    public void part(String part, String value, Consumer<String> found) {
        if (part.equals("address")) {
            found.accept(value);
        } else {
            int number = number(value);
            if (number < value.length()) {
                found.accept(road(value, number) + door(value, number));
            }
        }
    }
}
