package io.creditlake.cli;

import io.creditlake.config.ConfigurationException;
import io.creditlake.contract.SourceContracts;
import io.creditlake.infer.InferOptions;
import io.creditlake.infer.Inference;
import io.creditlake.infer.Inferred;
import io.creditlake.infer.Knowledge;
import io.creditlake.lake.TableContracts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "infer",
        mixinStandardHelpOptions = true,
        description = {
            "Drafts the contract of a source from a dump, or from a folder with dumps of one source.",
            "The draft goes to standard output or to --out, what to look at to standard error."
        })
final class ContractInferCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Parameters(paramLabel = "FILE", description = "A dump, or a folder with dumps of one source.")
    private Path file;

    @Option(
            names = "--out",
            paramLabel = "YAML",
            description = "Where the draft is written, such as schemas/sources/jinan_penalty.yaml.")
    private Path out;

    @Option(names = "--overwrite", description = "Replace the file of --out when it is there already.")
    private boolean overwrite;

    @Option(
            names = "--source",
            paramLabel = "NAME",
            description = "Name of the source (default: of --out, or of the folder or file).")
    private Optional<String> source;

    @Option(names = "--class", paramLabel = "CLASS", description = "Record class (default: the likeliest).")
    private Optional<String> recordClass;

    @Option(names = "--department", paramLabel = "NAME", description = "Who sends the source.")
    private Optional<String> department;

    @Option(
            names = "--department-region",
            paramLabel = "CODE",
            description = "Six-digit region of the department (default: where most unified codes were issued).")
    private Optional<String> departmentRegion;

    @Override
    public Integer call() throws IOException {
        if (out != null && Files.exists(out) && !overwrite) {
            throw ConfigurationException.of(
                    out.toString(), "a file that is there already", "a new name", "--overwrite replaces it");
        }
        TableContracts tables = TableContracts.load(common.schemas());
        Knowledge knowledge = Knowledge.of(tables, SourceContracts.load(common.schemas(), tables), common.conf());
        InferOptions options = new InferOptions(source.or(this::nameOfOut), recordClass, department, departmentRegion);
        Inferred inferred = new Inference(knowledge, options).of(file);
        if (out == null) {
            System.out.print(inferred.yaml());
            System.out.flush();
        } else {
            Files.writeString(out, inferred.yaml());
        }
        Progress progress = new Progress(common);
        inferred.summary().forEach(progress::say);
        String contract = out == null ? inferred.source() + ".yaml" : out.toString();
        progress.say("Next: look at the draft, then creditlake contract lint, then creditlake contract check " + file
                + " --contract " + contract);
        return 0;
    }

    private Optional<String> nameOfOut() {
        return Optional.ofNullable(out).map(f -> f.getFileName().toString().replaceFirst("\\.ya?ml$", ""));
    }
}
