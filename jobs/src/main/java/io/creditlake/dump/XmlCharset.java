package io.creditlake.dump;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** In which charsets an XML file may be written: what it declares, and what the contract says beside it. */
final class XmlCharset {
    private static final Pattern DECLARED =
            Pattern.compile("^<\\?xml[^>]*?encoding\\s*=\\s*[\"']([A-Za-z0-9._-]+)[\"']");
    private static final int MOST = 200;

    private XmlCharset() {}

    /** Names of charsets, the likeliest first. */
    static List<String> candidates(byte[] head, List<String> agreed) {
        List<String> names = new ArrayList<>();
        if (head.length > 1 && (begins(head, 0xFE, 0xFF) || begins(head, 0xFF, 0xFE))) {
            names.add("UTF-16");
        } else if (begins(head, '<', 0)) {
            names.add("UTF-16LE");
        } else if (begins(head, 0, '<')) {
            names.add("UTF-16BE");
        } else {
            Matcher declared =
                    DECLARED.matcher(new String(head, 0, Math.min(head.length, MOST), StandardCharsets.ISO_8859_1)
                            .replace("\u00EF\u00BB\u00BF", ""));
            if (declared.find() && isSupported(declared.group(1))) {
                names.add(wide(declared.group(1)));
            }
        }
        agreed.stream().filter(name -> !names.contains(name)).forEach(names::add);
        return names;
    }

    private static boolean begins(byte[] head, int first, int second) {
        return head.length > 1 && (head[0] & 0xFF) == first && (head[1] & 0xFF) == second;
    }

    private static boolean isSupported(String name) {
        try {
            return Charset.isSupported(name);
        } catch (IllegalCharsetNameException e) {
            return false;
        }
    }

    /** GB18030 in place of its older parts: files that declare those are hardly ever kept to them. */
    private static String wide(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        return upper.equals("GB2312") || upper.equals("GBK") ? "GB18030" : upper;
    }
}
