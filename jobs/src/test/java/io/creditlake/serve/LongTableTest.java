package io.creditlake.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LongTableTest {
    @Test
    void itHoldsWhatAMapHolds() {
        LongTable table = new LongTable();
        Map<Long, Long> map = new HashMap<>();
        Random random = new Random(3);
        for (int i = 0; i < 100_000; i++) {
            // Many keys come again, and many lie close together.
            long key = random.nextBoolean() ? random.nextInt(40_000) : random.nextLong() << 40;
            long value = random.nextLong() >>> 1;
            table.put(key, value);
            map.put(key, value);
        }
        assertThat(table.size()).isEqualTo(map.size());
        map.forEach((key, value) -> assertThat(table.get(key)).isEqualTo(value));
        assertThat(table.get(-17)).isEqualTo(LongTable.FREE);
        assertThat(table.has(-17)).isFalse();
    }
}
