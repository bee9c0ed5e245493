package io.creditlake.match;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Made-up subjects of a province and what departments write of them: each has a registration under its own id, some are
 * told of a second time in other words, some have a branch or a namesake.
 */
final class PlantedSubjects {
    private static final String TRADE = "鑫瑞恒泰盛隆昌福顺达康宁德信诚源汇通润泽丰裕祥和嘉禾启航卓越凯旋博远天成金石银河宏图伟业";
    private static final String SOUND = "新锐横太胜龙长富舜大慷柠得鑫成圆惠同闰则峰玉翔合佳和起杭桌月恺玄伯元田诚今时吟何红途尾叶";
    private static final String[] INDUSTRIES = {
        "商贸", "建材", "食品", "医药", "粮油", "机械", "电子", "建筑工程", "物流", "软件", "网络科技", "物业服务", "化工", "燃气", "水产", "牧业"
    };
    private static final String[][] CITIES = {
        {"济南", "3701", "02", "03", "04", "05"},
        {"青岛", "3702", "02", "03", "11", "12"},
        {"烟台", "3706", "02", "11", "12", "13"},
        {"潍坊", "3707", "02", "03", "04", "05"}
    };
    private static final String SURNAMES = "王李张刘陈杨赵黄周吴徐孙马朱胡郭何高林罗";
    private static final String GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰文辉力梅";

    private final Random random;
    private final List<Row> mentions = new ArrayList<>();
    private final int count;
    private int again;

    PlantedSubjects(int count, long seed) {
        this.count = count;
        this.random = new Random(seed);
        for (int i = 0; i < count; i++) {
            subject(i);
        }
    }

    /** Rows of subject_id, subject_name, region, legal_representative, uscc (the right one, for training), truth. */
    List<Row> mentions() {
        return mentions;
    }

    /** How many subjects are told of a second time. */
    int toldAgain() {
        return again;
    }

    private void subject(int i) {
        String[] city = CITIES[random.nextInt(CITIES.length)];
        String region = city[1] + city[2 + random.nextInt(4)];
        int characters = random.nextInt(10) < 6 ? 2 : random.nextInt(10) < 8 ? 3 : 4;
        StringBuilder trade = new StringBuilder();
        while (trade.length() < characters) {
            trade.append(TRADE.charAt(random.nextInt(TRADE.length())));
        }
        String industry = INDUSTRIES[random.nextInt(INDUSTRIES.length)];
        String person = person();
        String name = city[0] + trade + industry + "有限公司";
        add(i, name, region, person, i);
        int kind = random.nextInt(10);
        if (kind < 4) {
            String told = random.nextInt(10) < 3 ? null : random.nextInt(10) == 0 ? person() : person;
            String where = random.nextInt(5) == 0 ? "370000" : random.nextInt(3) == 0 ? city[1] + "00" : region;
            add(count + i, dirty(city[0], trade.toString(), industry), where, told, i);
            again++;
        } else if (kind == 4) {
            // A branch with its parent's people.
            add(count + i, name + "第" + (1 + random.nextInt(5)) + "分公司", region, person, -i - 1);
        } else if (kind == 5) {
            // A namesake in another trade or city, sometimes of the same person.
            String[] other = CITIES[random.nextInt(CITIES.length)];
            String[] away = other == city
                    ? CITIES[(random.nextInt(3) + 1 + List.of(CITIES).indexOf(city)) % 4]
                    : other;
            boolean elsewhere = random.nextBoolean();
            String another = INDUSTRIES[random.nextInt(INDUSTRIES.length)];
            if (elsewhere || !another.equals(industry)) {
                add(
                        count + i,
                        (elsewhere ? away[0] : city[0]) + trade + (elsewhere ? industry : another) + "有限公司",
                        elsewhere ? away[1] + away[2] : region,
                        random.nextInt(4) == 0 ? person : person(),
                        -i - 1);
            }
        }
    }

    private String person() {
        String name = String.valueOf(SURNAMES.charAt(random.nextInt(SURNAMES.length())))
                + GIVEN.charAt(random.nextInt(GIVEN.length()));
        return random.nextInt(10) < 6 ? name + GIVEN.charAt(random.nextInt(GIVEN.length())) : name;
    }

    private String dirty(String city, String trade, String industry) {
        int at = random.nextInt(trade.length());
        return switch (random.nextInt(8)) {
            case 0 -> trade + industry + "有限公司";
            case 1 -> "山东省" + city + "市" + trade + industry + "有限责任公司";
            case 2 -> city + trade + industry;
            case 3 -> trade + "（" + city + "）" + industry + "有限公司";
            case 4, 5 ->
                city + trade.substring(0, at) + SOUND.charAt(TRADE.indexOf(trade.charAt(at))) + trade.substring(at + 1)
                        + industry + "有限公司";
            case 6 -> city + swapped(trade) + industry + "有限公司";
            default ->
                trade.length() > 2
                        ? city + trade.substring(0, at) + trade.substring(at + 1) + industry + "有限公司"
                        : city + trade + industry + "公司";
        };
    }

    private static String swapped(String trade) {
        return trade.charAt(1) + trade.substring(0, 1) + trade.substring(2);
    }

    private void add(long id, String name, String region, String person, long truth) {
        String code = "9137" + (truth < 0 ? "1" : "0") + String.format("%013d", Math.abs(truth));
        mentions.add(RowFactory.create(id, name, region, person, code, truth));
    }
}
