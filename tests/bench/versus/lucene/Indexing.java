// SPDX-License-Identifier: GPL-2.0-or-later

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.SortedNumericDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.SortedNumericSortField;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.util.BytesRef;

/** Bulk indexing with two threads and a final merge into one segment. */
final class Indexing {
  private static final int THREADS = 2;
  private static final int BATCH = 200;

  /** Large enough that flushing is not what takes the time; half of it made no difference. */
  private static final double BUFFER_MB = 256;

  private static final List<String> END = new ArrayList<>();
  private static final JsonFactory JSON = new JsonFactory();

  private Indexing() {}

  static void run(Path corpus, Path directory) throws Exception {
    IndexWriterConfig config = new IndexWriterConfig(Analysis.ofText());
    config.setSimilarity(new XapianBm25());
    config.setRAMBufferSizeMB(BUFFER_MB);
    config.setUseCompoundFile(false);
    // By date, as in Dateline: a month is a range of documents, and the newest are found first.
    config.setIndexSort(new Sort(new SortedNumericSortField("date", SortField.Type.LONG, true)));
    try (MMapDirectory files = new MMapDirectory(directory);
        IndexWriter writer = new IndexWriter(files, config)) {
      feed(corpus, writer);
      writer.forceMerge(1);
      writer.commit();
    }
  }

  private static void feed(Path corpus, IndexWriter writer) throws Exception {
    BlockingQueue<List<String>> queue = new ArrayBlockingQueue<>(8);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    List<Future<?>> working = new ArrayList<>();
    for (int i = 0; i < THREADS; ++i) {
      working.add(threads.submit(() -> addAll(queue, writer)));
    }
    threads.shutdown();
    try (BufferedReader lines = Files.newBufferedReader(corpus, StandardCharsets.UTF_8)) {
      List<String> batch = new ArrayList<>(BATCH);
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        batch.add(line);
        if (batch.size() == BATCH) {
          queue.put(batch);
          batch = new ArrayList<>(BATCH);
        }
      }
      queue.put(batch);
    }
    for (int i = 0; i < THREADS; ++i) {
      queue.put(END);
    }
    for (Future<?> thread : working) {
      try {
        thread.get();
      } catch (ExecutionException e) {
        throw new IOException("cannot index", e.getCause());
      }
    }
  }

  private static Void addAll(BlockingQueue<List<String>> queue, IndexWriter writer)
      throws Exception {
    Analysis headlines = Analysis.ofHeadline();
    for (List<String> batch = queue.take(); batch != END; batch = queue.take()) {
      for (String line : batch) {
        writer.addDocument(document(line, headlines));
      }
    }
    return null;
  }

  private static Document document(String line, Analysis headlines) throws IOException {
    String id = "";
    String title = "";
    String text = "";
    String date = "";
    String source = "";
    try (JsonParser json = JSON.createParser(line)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.getCurrentName();
        String value = json.nextTextValue();
        switch (name) {
          case "id" -> id = value;
          case "title" -> title = value;
          case "text" -> text = value;
          case "date" -> date = value;
          case "source" -> source = value;
          default -> {}
        }
      }
    }
    Document document = new Document();
    document.add(new Field("text", headlines.tokenStream("text", title), HEADLINE));
    document.add(new TextField("text", text, Field.Store.YES));
    // A column, too: to know an article's id no stored text must be decompressed.
    document.add(new BinaryDocValuesField("id", new BytesRef(id)));
    document.add(new StoredField("title", title));
    document.add(new StoredField("date", date));
    document.add(new StoredField("source", source));
    document.add(new SortedNumericDocValuesField("date", Dates.number(date)));
    document.add(new SortedDocValuesField("source", new BytesRef(source)));
    return document;
  }

  private static final FieldType HEADLINE = TextField.TYPE_NOT_STORED;
}
