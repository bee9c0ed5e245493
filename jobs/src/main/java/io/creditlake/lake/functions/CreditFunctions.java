package io.creditlake.lake.functions;

import io.creditlake.standards.Blank;
import io.creditlake.standards.CitizenNumber;
import io.creditlake.standards.CodeRounding;
import io.creditlake.standards.Dates;
import io.creditlake.standards.DocumentNumber;
import io.creditlake.standards.OrganisationCode;
import io.creditlake.standards.OrganisationName;
import io.creditlake.standards.PersonDocument;
import io.creditlake.standards.PersonName;
import io.creditlake.standards.PersonalCode;
import io.creditlake.standards.RegistrationNumber;
import io.creditlake.standards.Repairs;
import io.creditlake.standards.SubjectKind;
import io.creditlake.standards.TaxNumber;
import io.creditlake.standards.Text;
import io.creditlake.standards.Uscc;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.analysis.NoSuchFunctionException;
import org.apache.spark.sql.connector.catalog.FunctionCatalog;
import org.apache.spark.sql.connector.catalog.Identifier;
import org.apache.spark.sql.connector.catalog.functions.UnboundFunction;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * The standards as SQL functions: {@code SELECT credit.uscc_valid(uscc) …}. They run inside generated code, and look at
 * most values without making a string of them. None of them makes a person's token, which needs the key of the lake.
 */
public final class CreditFunctions implements FunctionCatalog {
    private final Map<String, UnboundFunction> functions = new TreeMap<>();
    private ReferenceFunctions reference;
    private String catalog = "credit";

    @Override
    public void initialize(String name, CaseInsensitiveStringMap options) {
        catalog = name;
        addTexts();
        addCodes();
        addPersons();
        addDatesAndAmounts();
        addComparisons();
        String folder = options.get("reference");
        if (folder != null) {
            reference = new ReferenceFunctions(catalog, Path.of(folder));
        }
    }

    private void addTexts() {
        add(TestFunction.unless(name("is_blank"), Plain::saysSomething, Blank::isBlank));
        text("clean", Text::clean, Plain::isText);
        text("org_name", OrganisationName::normalise, Plain::isName);
        text("org_name_key", OrganisationName::key);
        text("former_name", OrganisationName::formerName);
        text("person_name", PersonName::normalise, Plain::isName);
        text("document_number", DocumentNumber::normalise, Plain::isDocumentNumber);
        text("mask_in", CitizenNumber::maskIn, Plain::isWithoutNumbers);
    }

    private void addCodes() {
        text("uscc", Uscc::normalise, Plain::isUscc);
        add(TestFunction.ofAscii(name("uscc_valid"), Uscc::isValid));
        text("uscc_org_code", Uscc::organisationCode);
        text("uscc_mask", Uscc::mask);
        text("subject_kind", code -> {
            SubjectKind kind = SubjectKind.ofUscc(code);
            return kind == null ? null : kind.key();
        });
        add(TestFunction.ofString(name("is_masked"), Uscc::isMasked));
        add(TestFunction.ofString(name("is_rounded"), CodeRounding::isRounded));
        add(TestFunction.ofString(name("is_personal"), PersonalCode::isPersonal));
        text("org_code", OrganisationCode::normalise, Plain::isOrganisationCode);
        add(TestFunction.ofAscii(name("org_code_valid"), OrganisationCode::isValid));
        text("reg_no", RegistrationNumber::normalise, Plain::isRegistrationNumber);
        add(TestFunction.ofAscii(name("reg_no_valid"), RegistrationNumber::isValid));
        text("tax_no", TaxNumber::normalise, Plain::isUscc);
        add(TestFunction.ofAscii(name("tax_no_valid"), TaxNumber::isValid));
        text("tax_no_org_code", TaxNumber::organisationCode);
        add(new PairFunction(name("repairs"), "sent", "code", Repairs::of));
    }

    private void addPersons() {
        text("citizen_number", CitizenNumber::normalise);
        add(TestFunction.ofAscii(name("citizen_number_valid"), CitizenNumber::isValid));
        text("citizen_number_mask", CitizenNumber::mask);
        text("citizen_number_in", PersonalCode::citizenNumber);
        text("person_document", number -> {
            PersonDocument kind = PersonDocument.of(CitizenNumber.normalise(number));
            return kind == null ? null : kind.key();
        });
    }

    private void addDatesAndAmounts() {
        add(new DayFunction(name("day"), Dates::parseEpochDay));
        add(new DayFunction(name("end_day"), Dates::parseEndEpochDay));
        add(TestFunction.ofString(name("is_date_sentinel"), Dates::isSentinel));
        add(new AmountFunction(name("amount"), false));
        add(new AmountFunction(name("amount_wan"), true));
    }

    private void addComparisons() {
        add(new AgreementFunction(name("agreement")));
        add(new PartsFunction(name("comparable_parts")));
        add(new BlocksFunction(name("blocks")));
        add(new WeightFunction(name("agreement_weight")));
    }

    private void text(String function, TextFunction.Body body) {
        add(new TextFunction(name(function), body));
    }

    private void text(String function, TextFunction.Body body, TextFunction.Shortcut shortcut) {
        add(new TextFunction(name(function), body, shortcut));
    }

    private void add(Typed<?> function) {
        functions.put(function.name().substring(catalog.length() + 1), function);
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
        Stream<String> names = reference == null
                ? functions.keySet().stream()
                : Stream.concat(functions.keySet().stream(), ReferenceFunctions.NAMES.stream());
        return names.sorted().map(name -> Identifier.of(new String[0], name)).toArray(Identifier[]::new);
    }

    @Override
    public UnboundFunction loadFunction(Identifier identifier) throws NoSuchFunctionException {
        String name = identifier.name().toLowerCase(Locale.ROOT);
        UnboundFunction function = functions.get(name);
        if (function == null && reference != null && ReferenceFunctions.NAMES.contains(name)) {
            function = reference.load(name);
        }
        if (function == null || identifier.namespace().length > 0) {
            throw new NoSuchFunctionException(identifier);
        }
        return function;
    }
}
