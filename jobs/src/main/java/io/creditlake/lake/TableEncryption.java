package io.creditlake.lake;

import io.creditlake.config.ConfigurationException;
import io.creditlake.config.Secret;
import io.creditlake.config.Settings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.iceberg.CatalogProperties;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.encryption.PlaintextEncryptionManager;

/**
 * What Iceberg's catalog is told so that it makes encrypted tables and reads them. Iceberg 1.12 encrypts through Hive's
 * catalog alone; with any other the key of a table does nothing and nobody is told, so that a key is refused there.
 *
 * @param properties properties of the catalog: a service of keys and, where tables are made with one, its id. They name
 *     where keys stand, and hold none
 * @param key id of the key that tables are made with; empty: they are made without
 */
public record TableEncryption(Map<String, String> properties, String key) {
    private static final String PLACE = "creditlake.key.";
    private static final String HIVE_CATALOG = "org.apache.iceberg.hive.HiveCatalog";
    private static final String SETTING = "encryption.key";

    /**
     * As the settings say.
     *
     * @throws ConfigurationException when there are keys and the catalog does not encrypt or has another service of keys, or
     *     when the key that tables are made with is not among them
     */
    static TableEncryption of(Settings settings) {
        Settings.Encryption encryption = settings.encryption();
        Map<String, String> catalog = settings.catalog().written();
        Map<String, String> properties = new LinkedHashMap<>();
        if (encryption.key().isEmpty() && encryption.keys().isEmpty()) {
            return new TableEncryption(servedBy(catalog), "");
        }
        if (!catalog.getOrDefault("type", "").equals("hive")
                && !catalog.getOrDefault(CatalogProperties.CATALOG_IMPL, "").equals(HIVE_CATALOG)) {
            throw ConfigurationException.of(
                    SETTING,
                    "keys of tables under a catalog that encrypts none",
                    "catalog.properties.type: hive",
                    "Iceberg 1.12 encrypts tables through Hive's catalog alone");
        }
        boolean ownKeys = !encryption.keys().isEmpty();
        if (ownKeys && !servedBy(catalog).isEmpty()) {
            throw ConfigurationException.of(
                    "encryption.keys",
                    "keys, and a service of keys among the properties of the catalog",
                    "one of both",
                    "Keys that such a service holds are named by encryption.key alone");
        }
        if (ownKeys ? !isKnown(encryption) : servedBy(catalog).isEmpty()) {
            throw ConfigurationException.of(
                    SETTING,
                    "'" + encryption.key() + "', of which nothing says where it stands",
                    "encryption.keys." + encryption.key() + ": ${file:/path} or ${env:NAME}",
                    "");
        }
        properties.putAll(servedBy(catalog));
        if (ownKeys) {
            properties.put(CatalogProperties.ENCRYPTION_KMS_IMPL, LakeKeys.class.getName());
        }
        encryption.keys().forEach((id, places) -> {
            for (int i = 0; i < places.size(); i++) {
                properties.put(PLACE + id + "." + i, places.get(i).reference());
            }
        });
        if (!encryption.key().isEmpty()) {
            properties.put(
                    CatalogProperties.TABLE_DEFAULT_PREFIX + TableProperties.ENCRYPTION_TABLE_KEY, encryption.key());
        }
        return new TableEncryption(properties, encryption.key());
    }

    /**
     * Whether the files of a table are encrypted. Iceberg's actions on Spark and its cleanup of expired snapshots read lists
     * of manifests and manifests without their keys, and fail there.
     */
    public static boolean isOf(Table table) {
        return !(table.encryption() instanceof PlaintextEncryptionManager);
    }

    private static boolean isKnown(Settings.Encryption encryption) {
        return encryption.key().isEmpty() || encryption.keys().containsKey(encryption.key());
    }

    /** The property by which a catalog names a service of keys. */
    private static Map<String, String> servedBy(Map<String, String> catalog) {
        Map<String, String> found = new LinkedHashMap<>();
        for (String name : List.of(CatalogProperties.ENCRYPTION_KMS_IMPL, CatalogProperties.ENCRYPTION_KMS_TYPE)) {
            if (catalog.containsKey(name)) {
                found.put(name, catalog.get(name));
            }
        }
        return found;
    }

    /** Whether a property of the catalog names where a key stands: it is read where it is needed, and inserted nowhere. */
    static boolean isPlace(String property) {
        return property.startsWith(PLACE);
    }

    /** Where the keys stand that {@link #properties()} name: by id, in order. */
    static Map<String, List<Secret>> places(Map<String, String> properties) {
        Map<String, Map<Integer, Secret>> found = new LinkedHashMap<>();
        properties.forEach((property, text) -> {
            if (isPlace(property)) {
                int dot = property.lastIndexOf('.');
                found.computeIfAbsent(property.substring(PLACE.length(), dot), id -> new TreeMap<>())
                        .put(
                                Integer.valueOf(property.substring(dot + 1)),
                                Secret.of(text).orElseThrow());
            }
        });
        Map<String, List<Secret>> places = new LinkedHashMap<>();
        found.forEach((id, ordered) -> places.put(id, List.copyOf(ordered.values())));
        return places;
    }

    /**
     * Refuses an encrypted table for which there are no keys at all.
     *
     * @throws ConfigurationException when it is so
     */
    void checkReadable(TableName name, Table table) {
        String made = table.properties().get(TableProperties.ENCRYPTION_TABLE_KEY);
        if (made != null && properties.isEmpty()) {
            throw ConfigurationException.of(
                    name.toString(),
                    "a table that is encrypted with the key '" + made + "', and no keys",
                    "encryption.keys." + made + ": ${file:/path} or ${env:NAME}",
                    "Without the key nobody reads the lake");
        }
    }

    /**
     * Refuses to go on with a table in clear when tables are to be encrypted. Iceberg gives a table a key when it is made,
     * and never another.
     *
     * @throws ConfigurationException when it is so
     */
    void checkMade(TableName name, Table table) {
        if (!key.isEmpty() && !table.properties().containsKey(TableProperties.ENCRYPTION_TABLE_KEY)) {
            throw ConfigurationException.of(
                    name.toString(),
                    "a table that was made without encryption",
                    "a lake that is made with " + SETTING + " from its first night",
                    "creditlake rebuild makes one from the archive, under another --lake");
        }
    }
}
