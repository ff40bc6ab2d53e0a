// SPDX-License-Identifier: GPL-2.0-or-later
// Every part of a segment is in order of docid or of term, so each is merged in one pass.
#include "indexer/writer/merge.h"

#include "common/archive/story_lookup.h"
#include "common/disk/pack.h"
#include "common/errors/errors.h"
#include "common/glass/database_writer.h"
#include "common/segment/reader.h"
#include "common/segment/terms.h"
#include "common/segment/values.h"
#include "indexer/writer/merge_wording.h"

#include <algorithm>
#include <map>
#include <memory>
#include <numeric>
#include <unordered_map>
#include <vector>

namespace dateline {
namespace fs = std::filesystem;
namespace {

using glass::Posting;

/// A document of an input.
struct Origin {
  std::uint32_t input = 0;
  std::uint32_t docid = 0;
};

class Merge {
 public:
  Merge(std::span<const MergeInput> inputs, const fs::path& output, MergeFor use)
      : inputs_(inputs), output_(output), use_(use) {}

  std::uint64_t run() {
    for (const MergeInput& input : inputs_) {
      reading(input, [&] {
        readers_.push_back(input.files.empty()
                               ? std::make_unique<segment::Reader>(input.path)
                               : std::make_unique<segment::Reader>(input.path, input.files));
      });
    }
    order_articles();
    if (order_.empty()) return 0;
    glass::DatabaseWriter database(output_);
    merge_articles(database);
    merge_values(database);
    if (use_ == MergeFor::Serving) add_values_for_servers(database);
    merge_terms(database);
    database.finish();
    merge_stories();
    return order_.size();
  }

 private:
  /// Names the input in what `work` throws.
  template <typename Work>
  static void reading(const MergeInput& input, Work work) {
    try {
      work();
    } catch (const disk::Damaged& e) {
      throw disk::Damaged(input.path.string(), e.what());
    }
  }

  void order_articles() {
    std::vector<std::uint64_t> dates;
    for (std::uint32_t i = 0; i < readers_.size(); ++i) {
      const auto published = readers_[i]->forward().published();
      for (std::uint32_t docid = 1; docid <= published.size(); ++docid) {
        if (!inputs_[i].gone.contains(docid)) order_.push_back({i, docid});
      }
    }
    std::stable_sort(order_.begin(), order_.end(),
                     [&](const Origin& a, const Origin& b) { return date_of(a) < date_of(b); });
    for (const auto& reader : readers_) new_docids_.emplace_back(reader->documents() + 1, 0);
    for (std::uint32_t i = 0; i < order_.size(); ++i) {
      new_docids_[order_[i].input][order_[i].docid] = i + 1;
    }
  }

  [[nodiscard]] std::uint64_t date_of(const Origin& origin) const {
    return readers_[origin.input]->forward().published()[origin.docid - 1];
  }

  /// New numbers for the tokens of each input: the terms of all, by frequency.
  std::vector<Renumbering> number_tokens(std::vector<segment::TokenTerm>& terms,
                                         std::span<const FormCounts> counts) {
    std::vector<std::vector<segment::TokenTerm>> old;
    std::unordered_map<std::uint64_t, std::uint64_t> occurrences;
    for (std::size_t i = 0; i < readers_.size(); ++i) {
      old.push_back(readers_[i]->forward().token_terms());
      for (const auto& term : old.back()) {
        occurrences[term.hash] += counts[i].of_term(term.number);
      }
    }
    std::vector<std::pair<std::uint64_t, std::uint64_t>> ranked;  // occurrences, hash
    for (const auto& [hash, count] : occurrences) ranked.emplace_back(count, hash);
    std::sort(ranked.rbegin(), ranked.rend());
    std::unordered_map<std::uint64_t, std::uint32_t> numbers;
    for (const auto& [count, hash] : ranked) {
      const auto number = static_cast<std::uint32_t>(terms.size() + 1);
      terms.push_back({hash, number});
      numbers.emplace(hash, number);
    }
    std::vector<Renumbering> renumbered;
    for (const auto& input : old) {
      Renumbering& to = renumbered.emplace_back();
      for (const auto& term : input) {
        if (term.number >= to.size()) to.resize(std::size_t{term.number} + 1);
        to[term.number] = numbers[term.hash];
      }
    }
    return renumbered;
  }

  void merge_articles(glass::DatabaseWriter& database) {
    segment::RecordsWriter records = records_writer();
    segment::ForwardWriter forward(output_);
    segment::WordingWriter wording(output_ / segment::kWordingName);
    std::vector<FormCounts> counts;
    for (std::size_t i = 0; i < readers_.size(); ++i) {
      reading(inputs_[i], [&] { counts.emplace_back(*readers_[i], inputs_[i].gone); });
    }
    std::vector<segment::TokenTerm> terms;
    const auto renumbered = number_tokens(terms, counts);
    const auto forms = merge_dictionaries(readers_, counts, renumbered, terms.size(), wording);
    std::vector<glass::Table::Cursor> summaries;
    for (const auto& reader : readers_) summaries.emplace_back(reader->docdata());
    std::string tokens;
    std::string buffer;
    std::string key;
    segment::ArticleWording words;
    for (const Origin& origin : order_) {
      reading(inputs_[origin.input], [&] {
        const segment::Reader& input = *readers_[origin.input];
        const segment::Forward& from = input.forward();
        renumber(input, origin.docid, renumbered[origin.input], forms[origin.input], tokens, words);
        wording.add_article(words);
        const std::uint32_t length = from.lengths()[origin.docid - 1];
        forward.add_article(from.id(origin.docid), length, date_of(origin), from.zone(origin.docid),
                            tokens);
        for (const schema::Slot slot : segment::column_slots()) {
          const auto& column = from.column(slot);
          forward.column(slot).add(column.value(column.ordinal(origin.docid)));
        }
        records.add(input.record(origin.docid));
        glass::Table::Cursor& summary = summaries[origin.input];
        key.clear();
        disk::pack_sortable(key, origin.docid);
        if (!summary.seek(key) || summary.key() != key) summary.damaged("a document has no data");
        const bool compressed = summary.compressed();
        database.add_document(length, summary.tag(buffer), compressed);
      });
    }
    records.finish();
    forward.finish(std::move(terms));
    wording.finish();
  }

  segment::RecordsWriter records_writer() {
    if (use_ != MergeFor::Keeping) return segment::RecordsWriter(output_);
    return {output_, segment::RecordSamples(order_.size(), [&](std::size_t i) {
              std::string record;
              const Origin& origin = order_[i];
              reading(inputs_[origin.input],
                      [&] { record = readers_[origin.input]->record(origin.docid); });
              return record;
            })};
  }

  void merge_stories() {
    segment::StoryTable table;
    for (const Origin& origin : order_) {
      table.numbers.push_back(readers_[origin.input]->stories().numbers()[origin.docid - 1]);
      table.published.push_back(date_of(origin));
      table.zones.push_back(readers_[origin.input]->forward().zone(origin.docid));
    }
    for (std::size_t i = 0; i < readers_.size(); ++i) {
      for (const segment::Feature& feature : readers_[i]->stories().features()) {
        if (feature.docid >= new_docids_[i].size()) {
          reading(inputs_[i], [] {
            throw disk::Damaged(segment::kStoriesName, "it names a document that does not exist");
          });
        }
        const std::uint32_t docid = new_docids_[i][feature.docid];
        if (docid != 0) table.features.push_back({feature.value, docid});
      }
    }
    std::sort(table.features.begin(), table.features.end());
    order_stories(table);
    segment::write_stories(output_ / segment::kStoriesName, table);
  }

  /// As in ArchiveStories::comes_before, which has no texts once servers have the articles.
  void order_stories(segment::StoryTable& table) const {
    table.order.resize(order_.size());
    std::iota(table.order.begin(), table.order.end(), 1U);
    const auto when = [&](std::uint32_t docid) {
      const std::size_t at = docid - 1;
      return std::pair(table.numbers[at],
                       segment::instant_of(table.published[at], table.zones[at]));
    };
    const auto rank = [&](std::uint32_t docid) {
      const Origin& origin = order_[docid - 1];
      return rank_at_one_time(*readers_[origin.input], origin.docid);
    };
    std::sort(table.order.begin(), table.order.end(), [&](std::uint32_t a, std::uint32_t b) {
      return when(a) != when(b) ? when(a) < when(b) : rank(a) < rank(b);
    });
  }

  void merge_values(glass::DatabaseWriter& database) {
    for (const schema::Slot slot : schema::segment_slots()) {
      std::vector<segment::Values> values;
      for (std::size_t i = 0; i < readers_.size(); ++i) {
        reading(inputs_[i], [&] { values.emplace_back(*readers_[i], slot); });
      }
      for (std::uint32_t i = 0; i < order_.size(); ++i) {
        reading(inputs_[order_[i].input], [&] {
          const std::string_view value = values[order_[i].input].of(order_[i].docid);
          if (!value.empty()) database.add_value(slot, i + 1, value);
        });
      }
    }
  }

  /// Those that follow from the forward index.
  void add_values_for_servers(glass::DatabaseWriter& database) {
    for (std::uint32_t i = 0; i < order_.size(); ++i) {
      const Origin& origin = order_[i];
      reading(inputs_[origin.input], [&] {
        const auto add = [&](schema::Slot slot, std::string_view value) {
          if (!value.empty()) database.add_value(slot, i + 1, value);
        };
        const std::string published = segment::checked_sortable_of(date_of(origin));
        add(schema::kPublished, published);
        add(schema::kOldestFirst, published.empty() ? "~" : published);
        for (const schema::Slot slot : segment::column_slots()) {
          const auto& column = readers_[origin.input]->forward().column(slot);
          add(slot, column.value(column.ordinal(origin.docid)));
        }
      });
    }
  }

  void merge_terms(glass::DatabaseWriter& database) {
    std::vector<segment::Terms> terms;
    std::vector<glass::PostingList> lists;
    for (std::size_t i = 0; i < readers_.size(); ++i) {
      reading(inputs_[i], [&] { terms.emplace_back(*readers_[i]); });
      lists.push_back(readers_[i]->postings());
    }
    std::vector<Posting> postings;
    for (;;) {
      const std::string* least = nullptr;
      for (const segment::Terms& input : terms) {
        if (input.more() && (least == nullptr || input.term() < *least)) least = &input.term();
      }
      if (least == nullptr) return;
      const std::string term = *least;
      postings.clear();
      for (std::size_t i = 0; i < terms.size(); ++i) {
        if (!terms[i].more() || terms[i].term() != term) continue;
        reading(inputs_[i], [&] {
          bool more = lists[i].open(term);
          for (; more; more = lists[i].next_chunk()) {
            for (const Posting& posting : lists[i].rest()) {
              const std::uint32_t docid = new_docids_[i][posting.docid];
              if (docid != 0) postings.push_back({docid, posting.wdf});
            }
          }
          terms[i].next();
        });
      }
      const auto by_docid = [](const Posting& a, const Posting& b) { return a.docid < b.docid; };
      if (!std::is_sorted(postings.begin(), postings.end(), by_docid)) {
        std::sort(postings.begin(), postings.end(), by_docid);
      }
      if (!postings.empty()) database.add_term(term, postings);
    }
  }

  std::span<const MergeInput> inputs_;
  fs::path output_;
  MergeFor use_;
  std::vector<std::unique_ptr<segment::Reader>> readers_;
  std::vector<Origin> order_;                           ///< by new docid - 1
  std::vector<std::vector<std::uint32_t>> new_docids_;  ///< by input and docid; 0 where gone
};

}  // namespace

std::uint64_t merge_segments(std::span<const MergeInput> inputs, const fs::path& output,
                             MergeFor use) {
  return Merge(inputs, output, use).run();
}

}  // namespace dateline
