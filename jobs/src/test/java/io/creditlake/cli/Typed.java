package io.creditlake.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a command left that was typed.
 *
 * @param code its exit code
 * @param out what stands on standard output
 * @param err what stands on standard error
 */
record Typed(int code, String out, String err) {

    /**
     * Types a command.
     *
     * @param defaults options that it gets when it does not name them itself
     */
    static Typed run(List<String> arguments, Map<String, String> defaults) {
        List<String> all = new ArrayList<>(arguments);
        defaults.forEach((option, value) -> {
            if (arguments.stream().noneMatch(a -> a.startsWith(option))) {
                all.add(option + "=" + value);
            }
        });
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        ByteArrayOutputStream complained = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
            System.setErr(new PrintStream(complained, true, StandardCharsets.UTF_8));
            int code = Creditlake.run(all.toArray(String[]::new));
            return new Typed(code, said.toString(StandardCharsets.UTF_8), complained.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }
}
