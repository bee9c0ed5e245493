package io.creditlake.dump;

import static org.assertj.core.api.Assertions.assertThat;

import io.creditlake.dump.HeaderFinder.Header;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeaderFinderTest {
    private static Header find(List<List<String>> rows) throws DumpException {
        return new HeaderFinder(Shapes.PENALTIES).find(rows);
    }

    @Test
    void titlesAboveAndASecondHeaderBelowArePassedOver() throws DumpException {
        Header header = find(List.of(
                List.of("行政处罚信息表", "", ""),
                List.of("填报单位：某局", "", ""),
                List.of("备注", "CF_WSH", "cf_xdr_mc "),
                List.of("备注", "行政处罚决定书文号", "行政相对人名称"),
                List.of("无", "1号", "甲")));
        assertThat(header.skip()).isEqualTo(4);
        assertThat(header.fields()).containsExactly(2, 1, 0);
        assertThat(header.names()).containsExactly("备注", "CF_WSH", "cf_xdr_mc");
    }

    @Test
    void thePreferredOfSeveralHeadersOfAFieldIsRead() throws DumpException {
        Header header = find(List.of(List.of("行政相对人名称", "CF_XDR_MC", "CF_WSH", "CF_XDR_MC")));
        assertThat(header.fields()).containsExactly(1, 2, -1);
        assertThat(header.unknown()).isEmpty();
    }

    @Test
    void theHeaderIsKnownWithAByteOrderMarkAndOfFullWidth() throws DumpException {
        assertThat(find(List.of(List.of("\uFEFFＣＦ＿XDR_MC", "CF_ WSH"))).fields())
                .containsExactly(0, 1, -1);
    }

    @Test
    void whatStandsInThePlaceOfAHeaderIsMaskedAndCut() throws DumpException {
        Header header = find(List.of(List.of("CF_XDR_MC", "CF_WSH", "13800001234", "x".repeat(1 << 20), "")));
        assertThat(header.names()).containsExactly("CF_XDR_MC", "CF_WSH", "138******34", "x".repeat(60) + "…", "");
        assertThat(header.unknown()).containsExactly("138******34", "x".repeat(60) + "…");
    }
}
