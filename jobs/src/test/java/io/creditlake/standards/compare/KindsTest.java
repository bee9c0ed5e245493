package io.creditlake.standards.compare;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KindsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "person_name|李大同|李 大同|same",
                "person_name|买买提·艾力|买买提•艾力|same",
                "person_name|李大同|李*|masked",
                "person_name|李大同|李**|masked",
                "person_name|李大同|李某某|masked",
                "person_name|李大同|*大同|masked",
                "person_name|李大同|王*|different",
                "person_name|李大同|***|different",
                "person_name|李大同|李大桐|alike",
                "person_name|李大同|李小同|near",
                "person_name|李大同|李同大|near",
                "person_name|李同|王同|different",
                "person_name|李大同|王小明|different",
                "region|370102|370102|same",
                "region|370102|济南市历下区|same",
                "region|371202|370116|same",
                "region|370102|370100|inside",
                "region|370102|370103|same_prefecture",
                "region|370102|370000|province_only",
                "region|370000|370000|province_only",
                "region|370102|370202|same_province",
                "region|370102|110101|different",
                "address|山东省济南市历下区泉城路180号|泉城路180号|same",
                "address|济南市历下区泉城路180号3楼|泉城路１８０号|same_door",
                "address|历下区泉城路180号|历下区泉城路18号|same_road",
                "address|济南市历下区瑞丰大厦三层东侧|济南市历下区瑞丰大厦三层|similar",
                "address|历下区泉城路180号|历下区经十路180号|different",
                "date|2021-07-09|2021/7/9|same",
                "date|2021-07-09|2021-09-07|swapped",
                "date|2021-07-09|2021-07-19|one_digit",
                "date|2021-07-09|2021-11-21|same_year",
                "date|2021-07-09|1998-11-21|different",
                "date|1900-01-01|2021-07-09|",
                "masked_code|91110000600037341L|91110000600037341l|same",
                "masked_code|91110000600037341L|911100******37341L|compatible",
                "masked_code|911100******37341L|911100******37341L|compatible",
                "masked_code|91110000600037341L|9111**************|vague",
                "masked_code|91110000600037341L|911100******37342L|contradicting",
                "masked_code|91110000600037341L|91110000600037431L|one_off",
                "masked_code|91110000600037341L|91110000600087341L|one_off",
                "masked_code|91110000600037341L|91370100MA3TEST012|contradicting",
                "text|Catherine St|catherine  st.|same",
                "text|catherine|cathrine|very_similar",
                "text|martha|marhta|very_similar",
                "text|dwayne|duane|distant",
                "text|dixon|dicksonx|distant",
                "text|smith|o'brien|different",
                "code|4510|4510|same",
                "code|4510|4501|one_edit",
                "code|4510|4512|one_edit",
                "code|45102|4501|two_edits",
                "code|4510|2913|different",
                "number|500|500.0|same",
                "number|1,000|1005|within_1_percent",
                "number|1000|1080|within_10_percent",
                "number|1000|-1000|different",
                "number|12 Main|12|"
            })
    void twoValuesAgreeAtALevel(String kind, String left, String right, String level) {
        assertThat(Compared.level(Kind.of(kind).orElseThrow(), left, right)).isEqualTo(level);
        assertThat(Compared.level(Kind.of(kind).orElseThrow(), right, left)).isEqualTo(level);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "person_name|person|李大同|李大同",
                "person_name|person|李某某|",
                "region|prefecture|370102|3701",
                "region|county|370100|",
                "region|province|370102|37",
                "region|prefecture|370000|",
                "address|door|济南市历下区泉城路180号3楼|泉城路180",
                "address|door|历下区某某大厦|",
                "date|year|2021-07-09|2021",
                "masked_code|code_ends|913702******531452|9137021452",
                "masked_code|code_ends|91**************52|",
                "masked_code|code|913702******531452|",
                "text|soundex|Robert|R163",
                "text|soundex|Ashcraft|A261",
                "text|soundex|Tymczak|T522",
                "text|soundex|Pfister|P236",
                "text|first_3|smith|SMI",
                "code|last_4|12-34567|4567",
                "number|number|12.50|12.5"
            })
    void aValueHasPartsForBlocks(String kind, String part, String value, String found) {
        var parts = Compared.parts(Kind.of(kind).orElseThrow(), part, value);
        if (found == null) {
            assertThat(parts).isEmpty();
        } else {
            assertThat(parts).containsExactly(found);
        }
    }

    @Test
    void noMoreThanEightValuesOfAColumnAreCompared() {
        String[] many = new String[20];
        for (int i = 0; i < many.length; i++) {
            many[i] = String.valueOf(1000 + i);
        }
        assertThat(Compared.comparable(Kind.CODE, many))
                .hasSize(Comparables.MOST)
                .isSorted();
    }

    @Test
    void charactersAreAlikeBySoundOrByLook() {
        assertThat(Alike.are('丰', '峰')).isTrue();
        assertThat(Alike.are('泰', '秦')).isTrue();
        assertThat(Alike.are('晴', '睛')).isTrue();
        assertThat(Alike.are('丰', '祥')).isFalse();
        assertThat(Alike.are('A', 'B')).isFalse();
        assertThat(Alike.sound("瑞丰")).isEqualTo(Alike.sound("锐风")).isNotEqualTo(Alike.sound("瑞祥"));
    }
}
