package io.creditlake.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.creditlake.config.Problem;
import io.creditlake.config.Problems;
import io.creditlake.config.YamlNode;
import io.creditlake.contract.SourceContract.Format;
import io.creditlake.contract.SourceContract.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatReaderTest {
    @TempDir
    private Path folder;

    private final Problems problems = new Problems();

    private List<Format> formats(String... lines) throws IOException {
        Path file = Files.writeString(folder.resolve("c.yaml"), "formats:\n" + String.join("\n", lines) + "\n");
        return YamlNode.read(file, problems).orElseThrow().get("formats").orElseThrow().items().stream()
                .flatMap(node -> new FormatReader(node, problems).read().stream())
                .toList();
    }

    @Test
    void everyKindIsReadWithItsOptions() throws IOException {
        List<Format> formats = formats(
                "- {files: \"*.csv\", kind: csv, charsets: [GB18030, UTF-16LE], separator: \"\\t\"}",
                "- {files: \"*.tsv\", kind: csv}",
                "- {files: \"*.xlsx\", kind: xlsx, sheets: \"处罚*\"}",
                "- {files: \"*.xls\", kind: xls}",
                "- {files: \"*.xml\", kind: xml, rows: Message/Body/Record}",
                "- {files: \"*.jsonl\", kind: jsonl}",
                "- {files: \"*.json\", kind: json, rows: data.rows}",
                "- {files: \"*.parquet\", kind: parquet}");
        assertThat(problems.list()).isEmpty();
        assertThat(formats).extracting(Format::kind).containsOnly(Kind.values());
        assertThat(formats.get(0).separators()).containsExactly('\t');
        assertThat(formats.get(0).charsets()).containsExactly("GB18030", "UTF-16LE");
        assertThat(formats.get(1).separators()).startsWith(',', '\t', '|', ';');
        assertThat(formats.get(2).sheets()).isEqualTo("处罚*");
        assertThat(formats.get(4).rows()).isEqualTo("Message/Body/Record");
        assertThat(formats.get(6).rows()).isEqualTo("data.rows");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "{kind: parqet} ~ kind 'parqet' ~ one of csv, xlsx, xls, xml, jsonl, json, parquet ~ Did you mean 'parquet'?",
                "{kind: csv, seperator: x} ~ the key 'seperator' ~ one of charsets, files, kind, rows, separator, sheets ~ Did you mean 'separator'?",
                "{kind: xlsx, separator: x} ~ the option 'separator' of kind xlsx ~ of this kind only files, kind, sheets ~ ``",
                "{kind: parquet, charsets: [GBK]} ~ the option 'charsets' of kind parquet ~ of this kind only files, kind ~ ``",
                "{kind: csv, rows: a} ~ the option 'rows' of kind csv ~ of this kind only files, kind, charsets, separator ~ ``",
                "{kind: xml} ~ no 'rows' ~ the path of the record element from the root, such as Message/Body/Record ~ ``",
                "{kind: xml, rows: /a//b} ~ rows '/a//b' ~ the path of the record element from the root, such as Message/Body/Record ~ ``",
                "{kind: json, rows: data..rows} ~ rows 'data..rows' ~ the keys that lead to the array of rows, such as data.rows ~ ``",
                "{kind: csv, charsets: [GB18031]} ~ charset 'GB18031' ~ a charset that Java knows, such as GB18030 ~ ``",
                "{kind: csv, separator: \"||\"} ~ separator '||' ~ one ASCII character that is no quote and no line end, such as \"|\" or \"\\t\" ~ ``",
                "{kind: csv, separator: \"\\n\"} ~ separator '\\n' ~ one ASCII character that is no quote and no line end, such as \"|\" or \"\\t\" ~ ``",
                "{kind: csv, separator: '\"'} ~ separator '\"' ~ one ASCII character that is no quote and no line end, such as \"|\" or \"\\t\" ~ ``",
                "{kind: csv, separator: ，} ~ separator '，' ~ one ASCII character that is no quote and no line end, such as \"|\" or \"\\t\" ~ ``",
                "{kind: csv, files: \"[\"} ~ files '[' ~ a pattern such as *.csv ~ ``",
            })
    void aMistakeIsShownWithItsLine(String entry, String found, String expected, String hint) throws IOException {
        formats("- {kind: csv}", "- " + entry);
        assertThat(problems.list())
                .containsExactly(new Problem(folder.resolve("c.yaml").toString(), 3, found, expected, hint));
    }
}
