package io.creditlake.cli;

import io.creditlake.config.ConfigurationException;
import io.creditlake.config.Settings;
import io.creditlake.lake.TableContracts;
import io.creditlake.report.credit.CreditReports;
import io.creditlake.report.credit.ReportCheck;
import io.creditlake.report.credit.ReportKey;
import io.creditlake.serve.ApiKeys;
import io.creditlake.serve.AuditLog;
import io.creditlake.serve.Service;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = "Answers checks and credit reports of one release over HTTP until it is ended. Starts no engine.")
final class ServeCommand implements Callable<Integer> {
    private static final int LAST_PORT = 65_535;
    private static final String KEYS = "CREDITLAKE_API_KEYS_FILE";

    @Mixin
    private CommonOptions common;

    @Option(names = "--port", defaultValue = "8080", description = "Port (default: ${DEFAULT-VALUE}; 0: any free one).")
    private int port;

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "Address to listen on (default: ${DEFAULT-VALUE}, this machine alone).")
    private String bind;

    @Option(names = "--release", paramLabel = "NAME", description = "The release (default: the current one).")
    private String release;

    @Option(
            names = "--keys",
            paramLabel = "FILE",
            description = "File of API keys, hashes alone (default: what " + KEYS + " names).")
    private Path keys;

    @Option(
            names = "--audit",
            paramLabel = "FILE",
            defaultValue = "serve-audit.jsonl",
            description = "Log of who asked what (default: ${DEFAULT-VALUE}).")
    private Path audit;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (port < 0 || port > LAST_PORT) {
            throw ConfigurationException.of(
                    "--port " + port, "no port", "0 to " + LAST_PORT, "0 takes any that is free");
        }
        Settings settings = common.settings();
        ApiKeys clients = ApiKeys.load(keysFile());
        ReportKey key = ReportKey.load(settings);
        TableContracts contracts = TableContracts.load(common.schemas());
        CountDownLatch ended = new CountDownLatch(1);
        try (AuditLog log = AuditLog.open(audit);
                CreditReports reports = CreditReports.open(settings, contracts, Optional.ofNullable(release));
                Service service = start(reports, new ReportCheck(settings, contracts, key), key, clients, log)) {
            System.out.println(
                    reports.tables().release().name() + ", " + service.subjects() + " subjects, " + clients.size()
                            + " keys: http://" + bind + ":" + service.address().getPort());
            System.out.flush();
            Runtime.getRuntime().addShutdownHook(new Thread(ended::countDown));
            ended.await();
        }
        return 0;
    }

    private Service start(CreditReports reports, ReportCheck check, ReportKey key, ApiKeys clients, AuditLog log)
            throws IOException {
        InetSocketAddress address = new InetSocketAddress(bind, port);
        if (address.isUnresolved()) {
            throw ConfigurationException.of("--bind " + bind, "no such address", "an address of this machine", "");
        }
        try {
            return Service.start(address, reports, check, key, clients, log);
        } catch (BindException e) {
            throw ConfigurationException.of(
                    "--bind " + bind + " --port " + port,
                    "no way to listen there: " + e.getMessage(),
                    "a free port of an address of this machine",
                    "--port 0 takes any that is free");
        }
    }

    private Path keysFile() {
        if (keys != null) {
            return keys;
        }
        return Optional.ofNullable(System.getenv(KEYS))
                .map(Path::of)
                .orElseThrow(() -> ConfigurationException.of(
                        "--keys",
                        "no file of API keys",
                        "--keys FILE, or " + KEYS + " in the environment",
                        "creditlake serve new-key NAME makes a key and the line for the file"));
    }

    /** A key and its line, which nobody can make from each other. */
    @Command(
            name = "new-key",
            mixinStandardHelpOptions = true,
            description = "Makes an API key: prints the line for the file of keys, and the key on the next line.")
    int newKey(@Parameters(paramLabel = "NAME", description = "Who gets it.") String name) {
        if (!name.matches("[\\w.-]{1,64}")) {
            throw ConfigurationException.of(
                    "NAME", "a name of other characters", "letters, digits, '_', '.' and '-', at most 64", "");
        }
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        String key = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        System.out.println(ApiKeys.line(name, key));
        System.out.println(key);
        return 0;
    }
}
