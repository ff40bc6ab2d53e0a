// SPDX-License-Identifier: GPL-2.0-or-later

import org.apache.lucene.index.FieldInvertState;
import org.apache.lucene.search.CollectionStatistics;
import org.apache.lucene.search.TermStatistics;
import org.apache.lucene.search.similarities.Similarity;

/**
 * BM25 as Xapian and Dateline have it, with exact lengths: a norm is the length itself and not a byte
 * that stands for it. Scores rise with frequency and fall with length, so that block-max pruning is
 * right.
 */
final class XapianBm25 extends Similarity {
  private static final double K1 = 1.2;
  private static final double B = 0.75;
  private static final double LEAST_LENGTH = 0.5;

  @Override
  public long computeNorm(FieldInvertState state) {
    return state.getLength();
  }

  @Override
  public SimScorer scorer(
      float boost, CollectionStatistics collection, TermStatistics... terms) {
    double worth = 0;
    for (TermStatistics term : terms) {
      double odds =
          (collection.maxDoc() - term.docFreq() + 0.5) / (term.docFreq() + 0.5);
      worth += Math.log(odds < 2 ? odds * 0.5 + 1 : odds) * (K1 + 1);
    }
    double mean = (double) collection.sumTotalTermFreq() / collection.maxDoc();
    return new Scorer(worth * boost, mean);
  }

  private static final class Scorer extends SimScorer {
    private final double worth;
    private final double byLength;

    Scorer(double worth, double mean) {
      this.worth = worth;
      this.byLength = 1 / mean;
    }

    @Override
    public float score(float frequency, long length) {
      double normal = Math.max(length * byLength, LEAST_LENGTH);
      return (float) (worth * frequency / (frequency + K1 * (normal * B + 1 - B)));
    }
  }
}
