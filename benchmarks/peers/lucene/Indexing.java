// SPDX-License-Identifier: Apache-2.0
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.snowball.SnowballFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.misc.index.BPIndexReorderer;
import org.apache.lucene.misc.index.BPReorderingMergePolicy;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.BytesRef;
import org.tartarus.snowball.ext.EnglishStemmer;

/** Title and body in one field with positions, every word kept, stemmed as English; ids as doc values, no stored text. */
final class Indexing {
  static final String FIELD = "text", ID = "id";

  static final class English extends Analyzer {
    @Override
    protected TokenStreamComponents createComponents(String field) {
      final Tokenizer words = new StandardTokenizer();
      final TokenStream stems = new SnowballFilter(new LowerCaseFilter(words), new EnglishStemmer());
      return new TokenStreamComponents(words, stems);
    }

    @Override
    public int getPositionIncrementGap(String field) {
      return 100; // no phrase reaches from the title into the body
    }
  }

  private static IndexWriterConfig config(int threads, boolean reorder) {
    final IndexWriterConfig config = new IndexWriterConfig(new English());
    config.setOpenMode(IndexWriterConfig.OpenMode.CREATE).setRAMBufferSizeMB(reorder ? 64 : 512).setUseCompoundFile(false);
    if (threads == 1) config.setMergeScheduler(new SerialMergeScheduler());
    if (reorder) {
      final BPIndexReorderer reorderer = new BPIndexReorderer();
      reorderer.setRAMBudgetMB(512);
      final BPReorderingMergePolicy policy = new BPReorderingMergePolicy(config.getMergePolicy(), reorderer);
      policy.setMinNaturalMergeNumDocs(Integer.MAX_VALUE); // only when all become one; so there must be several
      config.setMergePolicy(policy);
    }
    return config;
  }

  private static void add(IndexWriter writer, Records.Text text) throws IOException {
    final Document document = new Document();
    document.add(new BinaryDocValuesField(ID, new BytesRef(text.id())));
    document.add(new TextField(FIELD, text.title(), Field.Store.NO));
    document.add(new TextField(FIELD, text.body(), Field.Store.NO));
    writer.addDocument(document);
  }

  private static void fill(IndexWriter writer, Path documents, long limit, int threads) throws Exception {
    if (threads == 1) {
      Records.read(documents, limit, text -> add(writer, text));
      return;
    }
    final BlockingQueue<List<Records.Text>> queue = new ArrayBlockingQueue<>(64);
    final List<Thread> workers = new ArrayList<>();
    for (int i = 0; i < threads; ++i) {
      final Thread worker = new Thread(() -> {
        try {
          for (List<Records.Text> batch; !(batch = queue.take()).isEmpty();)
            for (Records.Text text : batch) add(writer, text);
        } catch (IOException error) {
          throw new UncheckedIOException(error);
        } catch (InterruptedException error) {
          throw new IllegalStateException(error);
        }
      });
      worker.setUncaughtExceptionHandler((thread, error) -> {
        error.printStackTrace();
        Runtime.getRuntime().halt(3);
      });
      worker.start();
      workers.add(worker);
    }
    final List<Records.Text> batch = new ArrayList<>();
    Records.read(documents, limit, text -> {
      batch.add(text);
      if (batch.size() == 200) put(queue, batch);
    });
    put(queue, batch);
    for (int i = 0; i < threads; ++i) queue.put(List.of());
    for (Thread worker : workers) worker.join();
  }

  private static void put(BlockingQueue<List<Records.Text>> queue, List<Records.Text> batch) {
    try {
      if (!batch.isEmpty()) queue.put(List.copyOf(batch));
    } catch (InterruptedException error) {
      throw new IllegalStateException(error);
    }
    batch.clear();
  }

  /** A warm machine first: twenty thousand documents into memory, not timed. */
  static void run(Path documents, Path directory, int threads, boolean reorder) throws Exception {
    try (Directory memory = new ByteBuffersDirectory(); IndexWriter writer = new IndexWriter(memory, config(threads, false))) {
      fill(writer, documents, 20_000, threads);
    }
    final long start = System.nanoTime();
    final long committed, merged;
    try (Directory disk = FSDirectory.open(directory); IndexWriter writer = new IndexWriter(disk, config(threads, reorder))) {
      fill(writer, documents, Long.MAX_VALUE, threads);
      writer.commit();
      committed = System.nanoTime();
      writer.forceMerge(1);
      writer.commit();
      merged = System.nanoTime();
    }
    System.out.println("{\"seconds\":" + (committed - start) / 1e9 + ",\"one_segment_seconds\":" + (merged - committed) / 1e9 + "}");
  }
}
