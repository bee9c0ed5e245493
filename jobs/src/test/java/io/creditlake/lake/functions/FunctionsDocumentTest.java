package io.creditlake.lake.functions;

import static org.assertj.core.api.Assertions.assertThat;

import io.creditlake.lake.Sessions;
import io.creditlake.lake.TestLake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.catalog.Identifier;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code docs/functions.md} tells the truth. */
class FunctionsDocumentTest {
    private static final Pattern EXAMPLE = Pattern.compile("\\| `(.*credit\\..+?)` \\| (?:`(.*?)`|null) \\|.*");

    @TempDir
    Path folder;

    @Test
    void everyExampleGivesWhatItSays() throws IOException {
        Map<String, String> examples = examples();
        String columns = examples.keySet().stream()
                .map(call -> "CAST(" + call + " AS STRING)")
                .collect(Collectors.joining(", "));
        SparkSession spark = Sessions.forNight(TestLake.settings(folder));
        Row results = spark.sql("SELECT " + columns).head();
        List<String> wrong = new ArrayList<>();
        int i = 0;
        for (Map.Entry<String, String> example : examples.entrySet()) {
            String result = results.getString(i++);
            if (result == null ? example.getValue() != null : !result.equals(example.getValue())) {
                wrong.add(example.getKey() + " gives " + result + ", not " + example.getValue());
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void everyFunctionHasAnExample() throws IOException {
        CreditFunctions catalog = new CreditFunctions();
        String reference = TestLake.home().resolve("conf/reference").toString();
        catalog.initialize("credit", new CaseInsensitiveStringMap(Map.of("reference", reference)));
        String calls = String.join(" ", examples().keySet());
        assertThat(Arrays.stream(catalog.listFunctions(new String[0])).map(Identifier::name))
                .allMatch(name -> calls.contains("credit." + name + "("));
    }

    private static Map<String, String> examples() throws IOException {
        Map<String, String> examples = new LinkedHashMap<>();
        for (String line : Files.readAllLines(TestLake.home().resolve("docs/functions.md"))) {
            Matcher example = EXAMPLE.matcher(line);
            if (example.matches()) {
                examples.put(example.group(1), example.group(2));
            }
        }
        assertThat(examples.size()).isGreaterThan(50);
        return examples;
    }
}
