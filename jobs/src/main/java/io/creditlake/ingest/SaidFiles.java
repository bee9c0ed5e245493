package io.creditlake.ingest;

import io.creditlake.exchange.ReceiptFolder;
import io.creditlake.lake.PlainFiles;
import io.creditlake.match.JudgementFolder;
import io.creditlake.warning.AcknowledgementFolder;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** The files of the landing folder in which people have said something that a night may obey. */
final class SaidFiles {
    private static final List<String> FOLDERS =
            List.of(JudgementFolder.NAME, AcknowledgementFolder.NAME, ReceiptFolder.NAME);

    private SaidFiles() {}

    /** Their contents by path below the landing folder; files of later days are left out. */
    static Map<String, byte[]> of(String landing, LocalDate night, Configuration hadoop) throws IOException {
        Map<String, byte[]> said = new TreeMap<>();
        FileSystem files = PlainFiles.system(new Path(landing), hadoop);
        for (String folder : FOLDERS) {
            collect(files, new Path(landing, folder), folder, night, said);
        }
        return said;
    }

    private static void collect(FileSystem files, Path folder, String name, LocalDate night, Map<String, byte[]> said)
            throws IOException {
        FileStatus[] present;
        try {
            present = files.listStatus(folder);
        } catch (FileNotFoundException e) {
            return;
        }
        for (FileStatus file : present) {
            String child = file.getPath().getName();
            if (child.startsWith(".")) {
                continue;
            }
            if (file.isDirectory()) {
                collect(files, file.getPath(), name + "/" + child, night, said);
            } else if (child.compareTo(night.plusDays(1).toString()) < 0) {
                try (InputStream in = files.open(file.getPath())) {
                    said.put(name + "/" + child, in.readAllBytes());
                }
            }
        }
    }
}
