package io.creditlake.lake;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;
import org.apache.spark.sql.connector.catalog.CatalogV2Util;
import org.apache.spark.sql.connector.catalog.Column;
import org.apache.spark.sql.connector.catalog.Identifier;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.catalog.TableCatalog;
import org.apache.spark.sql.connector.catalog.TableChange;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** The tables as their contracts say them, without a lake: statements can be analysed, and none can be run. */
public final class ContractCatalog implements TableCatalog {
    /** Catalog option that names the folder {@code schemas}. */
    static final String SCHEMAS = "schemas";

    private String name;
    private TableContracts contracts;

    @Override
    public void initialize(String catalog, CaseInsensitiveStringMap options) {
        name = catalog;
        contracts = TableContracts.load(Path.of(options.get(SCHEMAS)));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Identifier[] listTables(String[] namespace) {
        return contracts.all().stream()
                .map(TableContract::name)
                .filter(table -> namespace.length == 1 && table.namespace().equals(namespace[0]))
                .map(table -> Identifier.of(namespace, table.table()))
                .toArray(Identifier[]::new);
    }

    @Override
    public Table loadTable(Identifier identifier) throws NoSuchTableException {
        String wanted = (String.join(".", identifier.namespace()) + "." + identifier.name()).toLowerCase(Locale.ROOT);
        return contracts.all().stream()
                .filter(table -> table.name().toString().equals(wanted))
                .findFirst()
                .map(Described::new)
                .orElseThrow(() -> new NoSuchTableException(identifier));
    }

    @Override
    public Table alterTable(Identifier identifier, TableChange... changes) {
        throw new ReleaseCatalog.ReadOnlyException();
    }

    @Override
    public boolean dropTable(Identifier identifier) {
        throw new ReleaseCatalog.ReadOnlyException();
    }

    @Override
    public void renameTable(Identifier from, Identifier to) {
        throw new ReleaseCatalog.ReadOnlyException();
    }

    /** A table of which nothing but the columns is known. */
    private record Described(TableContract contract) implements Table {
        @Override
        public String name() {
            return contract.name().toString();
        }

        @Override
        public Column[] columns() {
            return CatalogV2Util.structTypeToV2Columns(LakeTables.structOf(contract));
        }

        @Override
        public Set<TableCapability> capabilities() {
            return Set.of(TableCapability.BATCH_READ);
        }

        @Override
        public Map<String, String> properties() {
            return Map.of();
        }
    }
}
