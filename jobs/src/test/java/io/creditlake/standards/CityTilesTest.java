package io.creditlake.standards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.creditlake.config.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CityTilesTest {
    private static final Regions REGIONS = Regions.load(Reference.file("regions.csv"));

    @TempDir
    Path folder;

    @Test
    void everyCityOfTheProvinceHasASquareOfItsOwn() {
        CityTiles tiles = CityTiles.load(Reference.file("tiles.csv"), REGIONS);

        assertThat(tiles.cities().keySet())
                .containsExactlyElementsOf(REGIONS.aboveCounties().stream()
                        .filter(code -> code.startsWith("37") && !code.equals("370000"))
                        .toList());
        assertThat(tiles.cities().values()).doesNotHaveDuplicates();
    }

    @Test
    void withoutTheFileThereIsNoMap() {
        assertThat(CityTiles.load(folder.resolve("tiles.csv"), REGIONS).cities())
                .isEmpty();
    }

    @Test
    void everyMistakeIsToldByItsLine() throws IOException {
        Path file = Files.writeString(
                folder.resolve("tiles.csv"),
                """
                code,row,column
                370100,1,1
                370102,1,2
                371200,1,3
                370200,0,1
                370300,1,1
                370100,2,2
                370400,a,1
                """);

        assertThatThrownBy(() -> CityTiles.load(file, REGIONS))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("tiles.csv:3: found 370102; expected the code of a prefecture that stands")
                .hasMessageContaining("tiles.csv:4: found 371200")
                .hasMessageContaining("tiles.csv:5: found 0,1; expected row and column")
                .hasMessageContaining("tiles.csv:6: found a second city at 1,1; expected one city a square")
                .hasMessageContaining("tiles.csv:7: found 370100 again; expected each city once")
                .hasMessageContaining("tiles.csv:8: found a,1");
    }
}
