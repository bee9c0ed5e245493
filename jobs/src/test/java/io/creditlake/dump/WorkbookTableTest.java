package io.creditlake.dump;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import org.junit.jupiter.api.Test;

class WorkbookTableTest {
    private static byte[] written() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (WorkbookTable table = new WorkbookTable(out, 3)) {
            table.sheet("汇总", List.of("名称"));
            table.row(List.of("=1+1"));
            table.sheet("明细", List.of("名称", "行号"));
            for (long i = 1; i <= 5; i++) {
                table.row(Arrays.asList("甲" + i, i));
            }
            table.row(Arrays.asList(null, new BigDecimal("97.50")));
            table.row(Arrays.asList("长".repeat(WorkbookTable.LONGEST_CELL + 5), null));
        }
        return out.toByteArray();
    }

    @Test
    void aFullSheetGoesOnInAnotherUnderTheSameHeader() throws IOException {
        try (ReadableWorkbook workbook = new ReadableWorkbook(new ByteArrayInputStream(written()))) {
            List<Sheet> sheets = workbook.getSheets().toList();
            assertThat(sheets).extracting(Sheet::getName).containsExactly("汇总", "明细", "明细2", "明细3", "明细4");
            List<Row> second = sheets.get(2).read();
            assertThat(second.get(0).getCell(1).getText()).isEqualTo("行号");
            assertThat(second.get(1).getCell(0).getText()).isEqualTo("甲3");
            assertThat(sheets.get(4).read().get(1).getCell(0).getText()).hasSize(WorkbookTable.LONGEST_CELL);
        }
    }

    @Test
    void numbersStayNumbersAndFormulasAreText() throws IOException {
        try (ReadableWorkbook workbook = new ReadableWorkbook(new ByteArrayInputStream(written()))) {
            List<Sheet> sheets = workbook.getSheets().toList();
            assertThat(sheets.get(0).read().get(1).getCell(0).getText()).isEqualTo("'=1+1");
            assertThat(sheets.get(1).read().get(1).getCellAsNumber(1)).contains(BigDecimal.ONE);
            assertThat(sheets.get(3).read().get(2).getCellAsNumber(1))
                    .hasValueSatisfying(n -> assertThat(n).isEqualByComparingTo("97.5"));
        }
    }

    @Test
    void theSameRowsMakeTheSameBytes() throws IOException, InterruptedException {
        byte[] first = written();
        Thread.sleep(1100);
        assertThat(written()).isEqualTo(first);
    }
}
