package io.creditlake.match;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import io.creditlake.lake.Sessions;
import io.creditlake.lake.TestLake;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlocksTest {
    private static final Model MODEL = Shipped.organisation();

    @TempDir
    Path folder;

    private SparkSession spark;

    @BeforeEach
    void open() {
        spark = Sessions.forNight(TestLake.settings(folder));
    }

    private Dataset<Row> blocks(String values) {
        Dataset<Row> mentions = spark.sql("SELECT * FROM VALUES " + values
                + " AS (subject_id, subject_name, region, legal_representative, address, uscc_mask)");
        return Profiles.of(MODEL, mentions)
                .select(col("subject_id"), Blocks.of(MODEL).as("blocks"))
                .orderBy("subject_id");
    }

    private boolean meet(String one, String other) {
        List<Row> rows = blocks("(1L, " + one + "), (2L, " + other + ")").collectAsList();
        Set<Long> shared = new HashSet<>(rows.get(0).<Long>getList(1));
        shared.retainAll(rows.get(1).<Long>getList(1));
        return !shared.isEmpty();
    }

    @Test
    void aBlockIsTheHashOfItsRuleAndValues() {
        List<Row> rows = blocks("(1L, '济南瑞丰商贸有限公司', '370102', '李大同', NULL, '913701******037341')")
                .collectAsList();
        Row expected = spark.sql(
                        """
                        SELECT xxhash64('name', '济南瑞丰商贸有限公司'), xxhash64('core_and_prefecture', '瑞丰商贸有限公司', '3701'),
                          xxhash64('person_and_prefecture', '李大同', '3701'), xxhash64('code_ends', '9137017341')
                        """)
                .first();
        List<Long> blocks = rows.get(0).getList(1);
        assertThat(blocks)
                .contains(expected.getLong(0), expected.getLong(1), expected.getLong(2), expected.getLong(3))
                .doesNotContainNull()
                .doesNotHaveDuplicates();
    }

    @Test
    void whatMayBeOneMeets() {
        String parent = "'济南瑞丰商贸有限公司', '370102', '李大同', '历下区泉城路180号', NULL";
        assertThat(meet(parent, "'瑞丰商贸', '370100', NULL, NULL, NULL"))
                .as("abbreviated")
                .isTrue();
        assertThat(meet(parent, "'济南锐峰商贸有限公司', NULL, NULL, NULL, NULL"))
                .as("by sound, region in the name")
                .isTrue();
        assertThat(meet(parent, "'济南瑞商贸有限公司', '370100', NULL, NULL, NULL"))
                .as("a character lost")
                .isTrue();
        assertThat(meet(parent, "'济南恒泰商贸有限公司', '370103', '李大同', NULL, NULL"))
                .as("by person")
                .isTrue();
        assertThat(meet(parent, "'恒泰商贸有限公司', NULL, '李大同', '济南市历下区泉城路180号', NULL"))
                .as("by door")
                .isTrue();
        assertThat(meet(parent, "'青岛恒泰食品有限公司', '370202', '王小明', NULL, NULL"))
                .as("a stranger")
                .isFalse();
    }

    @Test
    void whoSaysNothingIsInNoBlock() {
        Row silent = blocks("(1L, '暂无', NULL, '李*', '历下区某某大厦', '91****************')")
                .first();
        assertThat(silent.getList(1)).isEmpty();
    }
}
