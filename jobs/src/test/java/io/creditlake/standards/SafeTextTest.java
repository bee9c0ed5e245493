package io.creditlake.standards;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class SafeTextTest {
    @Example
    void whatASpreadsheetWouldRunGetsAnApostrophe() {
        for (String text : new String[] {
            "=1+1",
            "+86 531",
            "-5",
            "@SUM(1)",
            "\t=1",
            "\r=1",
            "\n=1",
            "＝1+1",
            "＋1",
            "－1",
            "＠A",
            "  =1",
            "\u3000=1",
            "\uFEFF=1",
            "\u200B=1",
            "'=1",
            "''-1"
        }) {
            assertThat(SafeText.of(text)).isEqualTo("'" + text);
        }
    }

    @Example
    void otherTextStaysAsItIs() {
        for (String text : new String[] {"", "济南甲公司", "1=1", "a-b", "'", "''", "'济南", "  甲", "2026-11-22"}) {
            assertThat(SafeText.of(text)).isEqualTo(text);
        }
        assertThat(SafeText.of(null)).isNull();
        assertThat(SafeText.restored(null)).isNull();
    }

    @Example
    void whatAPersonTypedIntoTheCellStaysAsItIs() {
        assertThat(SafeText.restored("-5")).isEqualTo("-5");
        assertThat(SafeText.restored("'济南")).isEqualTo("'济南");
    }

    @Property
    void everyTextIsHadBack(@ForAll("texts") String text) {
        assertThat(SafeText.restored(SafeText.of(text))).isEqualTo(text);
    }

    @net.jqwik.api.Provide
    net.jqwik.api.Arbitrary<String> texts() {
        return net.jqwik.api.Arbitraries.strings()
                .withChars("'=-+@＝ \t\u3000a甲")
                .ofMaxLength(6);
    }

    @Example
    void noTerminalAndNoLogObeysALine() {
        assertThat(SafeText.line("a.csv\n2026-11-22 release is published\r\u001b[2J\u009b31m\u202Evsc\u2028"))
                .isEqualTo("a.csv\\u000a2026-11-22 release is published\\u000d\\u001b[2J\\u009b31m\\u202evsc\\u2028");
        assertThat(SafeText.line("a tag \uDB40\uDC41")).isEqualTo("a tag \\ue0041");
        assertThat(SafeText.line("济南甲公司 𠮷 a-b")).isEqualTo("济南甲公司 𠮷 a-b");
    }
}
