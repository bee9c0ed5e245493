package io.creditlake.config;

import java.util.List;
import java.util.stream.Collectors;

/** All mistakes of a configuration at once. The command line shows them and exits with 2. */
public final class ConfigurationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /**
     * All mistakes together.
     *
     * @param problems at least one
     */
    public ConfigurationException(List<Problem> problems) {
        super(problems.stream().map(Problem::describe).collect(Collectors.joining(System.lineSeparator())));
        this.problems = List.copyOf(problems);
    }

    /** One mistake that stands in no particular line. */
    public static ConfigurationException of(String file, String found, String expected, String hint) {
        return new ConfigurationException(List.of(new Problem(file, 0, found, expected, hint)));
    }

    /** The mistakes, in the order they were met. */
    public List<Problem> problems() {
        return problems;
    }
}
