package io.creditlake.lake.functions;

import io.creditlake.standards.Amounts;
import io.creditlake.standards.Blank;
import io.creditlake.standards.CitizenNumber;
import io.creditlake.standards.Dates;
import io.creditlake.standards.DocumentNumber;
import io.creditlake.standards.OrganisationCode;
import io.creditlake.standards.OrganisationName;
import io.creditlake.standards.PersonName;
import io.creditlake.standards.Regions;
import io.creditlake.standards.RegistrationNumber;
import io.creditlake.standards.SubjectKind;
import io.creditlake.standards.TaxNumber;
import io.creditlake.standards.Text;
import io.creditlake.standards.Uscc;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.catalyst.analysis.NoSuchFunctionException;
import org.apache.spark.sql.connector.catalog.FunctionCatalog;
import org.apache.spark.sql.connector.catalog.Identifier;
import org.apache.spark.sql.connector.catalog.functions.UnboundFunction;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * The standards as SQL functions: {@code SELECT credit.uscc_valid(uscc) …}. They run inside generated code. None of them
 * makes a person's token, which needs the key of the lake.
 */
public final class CreditFunctions implements FunctionCatalog {
    private final Map<String, UnboundFunction> functions = new TreeMap<>();
    private String catalog = "credit";

    @Override
    public void initialize(String name, CaseInsensitiveStringMap options) {
        catalog = name;
        addTexts();
        addCodes();
        addDatesAndAmounts();
        String reference = options.get("reference");
        if (reference != null) {
            addRegions(Regions.load(Path.of(reference, "regions.csv")));
        }
    }

    private void addTexts() {
        test("is_blank", Blank::isBlank);
        text("clean", Text::clean);
        text("org_name", OrganisationName::normalise);
        text("org_name_key", OrganisationName::key);
        text("person_name", PersonName::normalise);
        text("document_number", DocumentNumber::normalise);
        text("mask_in", CitizenNumber::maskIn);
    }

    private void addCodes() {
        text("uscc", Uscc::normalise);
        test("uscc_valid", Uscc::isValid);
        text("uscc_org_code", Uscc::organisationCode);
        text("subject_kind", code -> {
            SubjectKind kind = SubjectKind.ofUscc(code);
            return kind == null ? null : kind.key();
        });
        test("is_masked", Uscc::isMasked);
        text("org_code", OrganisationCode::normalise);
        test("org_code_valid", OrganisationCode::isValid);
        text("reg_no", RegistrationNumber::normalise);
        test("reg_no_valid", RegistrationNumber::isValid);
        text("tax_no", TaxNumber::normalise);
        test("tax_no_valid", TaxNumber::isValid);
        text("tax_no_org_code", TaxNumber::organisationCode);
        text("citizen_number", CitizenNumber::normalise);
        test("citizen_number_valid", CitizenNumber::isValid);
        text("citizen_number_mask", CitizenNumber::mask);
    }

    private void addDatesAndAmounts() {
        add("day", new DayFunction(name("day"), Dates::parseEpochDay));
        add("end_day", new DayFunction(name("end_day"), Dates::parseEndEpochDay));
        test("is_date_sentinel", Dates::isSentinel);
        add("amount", new AmountFunction(name("amount"), Amounts::parse));
        add("amount_wan", new AmountFunction(name("amount_wan"), Amounts::parseWan));
    }

    private void addRegions(Regions regions) {
        text("region", regions::normalise);
        text("region_name", regions::name);
        text("prefecture", regions::prefecture);
    }

    private void text(String function, TextFunction.Body body) {
        add(function, new TextFunction(name(function), body));
    }

    private void test(String function, TestFunction.Body body) {
        add(function, new TestFunction(name(function), body));
    }

    private void add(String function, OfText<?> bound) {
        functions.put(function, bound);
    }

    private String name(String function) {
        return catalog + "." + function;
    }

    @Override
    public String name() {
        return catalog;
    }

    @Override
    public Identifier[] listFunctions(String[] namespace) {
        return functions.keySet().stream()
                .map(name -> Identifier.of(new String[0], name))
                .toArray(Identifier[]::new);
    }

    @Override
    public UnboundFunction loadFunction(Identifier identifier) throws NoSuchFunctionException {
        UnboundFunction function = functions.get(identifier.name().toLowerCase(java.util.Locale.ROOT));
        if (function == null || identifier.namespace().length > 0) {
            throw new NoSuchFunctionException(identifier);
        }
        return function;
    }
}
