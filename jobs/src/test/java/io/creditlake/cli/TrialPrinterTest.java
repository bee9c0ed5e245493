package io.creditlake.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.creditlake.standardise.TrialReport;
import io.creditlake.standardise.TrialReport.Example;
import io.creditlake.standardise.TrialReport.FileOutcome;
import io.creditlake.standardise.TrialReport.Finding;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrialPrinterTest {
    private static final TrialReport REPORT = new TrialReport(
            "sample",
            List.of(
                    new FileOutcome(
                            "a.txt",
                            "",
                            "csv",
                            "GB18030",
                            "|",
                            3,
                            "",
                            List.of("流水"),
                            List.of("BZ（备注）"),
                            10,
                            7,
                            1,
                            2,
                            4),
                    new FileOutcome("b.txt", "缺少必需的列：CF_WSH", "", "", "", 0, "", List.of(), List.of(), 0, 0, 0, 0, 0)),
            List.of(
                    new Finding(
                            "fine", "format", "罚款：无法识别为金额", 2, List.of(new Example("a.txt", 4, "按**", "罚款：无法识别为金额"))),
                    new Finding("", "row_shape", "该行有 3 列", 1, List.of(new Example("a.txt", 5, "", "该行有 3 列")))),
            List.of(
                    new Finding("uscc", "masked", "", 1, List.of(new Example("a.txt", 6, "", ""))),
                    new Finding("uscc", "repaired", "", 3, List.of(new Example("a.txt", 7, "", "")))));

    private static String printed(RowFormat format) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new TrialPrinter(new PrintStream(out, true, StandardCharsets.UTF_8), REPORT).print(format);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aPersonReadsHowEachFileWasReadAndWhyRowsAreRefusedFlaggedAndRepaired() {
        assertThat(printed(RowFormat.table))
                .isEqualTo(
                        """
                        a.txt: csv separated by | in GB18030, data from row 4
                          unknown columns, passed over: 流水
                          fields without a column: BZ（备注）
                          rows read 10 = accepted 7 + duplicate 1 + quarantined 2; late 4
                        b.txt: REFUSED as a whole: 缺少必需的列：CF_WSH
                        Refused:
                                 2  fine:format  罚款：无法识别为金额
                                    a.txt row 4: 按**
                                 1  row_shape  该行有 3 列
                                    a.txt row 5
                        Flagged:
                                 1  uscc:masked
                                    rows a.txt:6
                        Repaired:
                                 3  uscc:repaired
                                    rows a.txt:7
                        """);
    }

    @Test
    void aProgramReadsOneLineACountAndAnExample() {
        assertThat(printed(RowFormat.csv))
                .startsWith("what,file,field,rule,rows,row_number,value,message\nread,a.txt,,,10,,,\n")
                .contains(
                        "refused_file,b.txt,,,,,,缺少必需的列：CF_WSH\n",
                        "refused,,fine,format,2,,,罚款：无法识别为金额\n",
                        "refused_example,a.txt,fine,format,,4,按**,罚款：无法识别为金额\n",
                        "repaired,,uscc,repaired,3,,,\n");
    }

    @Test
    void theJsonIsOneObject() {
        assertThat(printed(RowFormat.json))
                .startsWith("{\"source\":\"sample\",\"files\":[")
                .contains("\"quarantined\":2")
                .endsWith("}\n");
    }
}
