// SPDX-License-Identifier: GPL-2.0-or-later
// Every part of a segment is in order of docid or of term, so each is merged in one pass.
#include "indexer/build/merge.h"

#include "common/errors.h"
#include "common/glass/database_writer.h"
#include "common/glass/pack.h"
#include "common/segment/reader.h"
#include "common/segment/terms.h"
#include "common/segment/token_code.h"

#include <algorithm>
#include <map>
#include <memory>
#include <unordered_map>
#include <vector>

#include <fmt/format.h>

namespace dateline {
namespace fs = std::filesystem;
namespace {

using glass::Posting;

/// A document of an input.
struct Origin {
  std::uint32_t input = 0;
  std::uint32_t docid = 0;
};

/// Reads the values of one slot in order of docid.
class Values {
 public:
  Values(const segment::Reader& reader, std::uint32_t slot)
      : cursor_(reader.postlist()), prefix_(glass::kValueChunkKey) {
    glass::pack_uint(prefix_, slot);
    if (cursor_.seek(prefix_)) enter_chunk();
  }

  /// The document's value, or "". Docids must rise from call to call.
  std::string_view of(std::uint32_t docid) {
    while (docid_ != 0 && docid_ < docid) next();
    return docid_ == docid ? value_ : std::string_view();
  }

 private:
  void enter_chunk() {
    docid_ = 0;
    if (!cursor_.key().starts_with(prefix_)) return;
    docid_ = glass::Unpacker(cursor_.key().substr(prefix_.size())).sortable();
    in_ = glass::Unpacker(cursor_.tag(buffer_));
    value_ = in_.string();
  }
  void next() {
    if (!in_.at_end()) {
      docid_ += in_.uint32() + 1;
      value_ = in_.string();
      return;
    }
    docid_ = 0;
    if (cursor_.next()) enter_chunk();
  }

  glass::Table::Cursor cursor_;
  std::string prefix_;
  std::string buffer_;
  glass::Unpacker in_{""};
  std::uint32_t docid_ = 0;  ///< 0 at the end
  std::string_view value_;
};

class Merge {
 public:
  Merge(std::span<const MergeInput> inputs, const fs::path& output)
      : inputs_(inputs), output_(output) {}

  std::uint64_t run() {
    for (const MergeInput& input : inputs_) {
      reading(input, [&] { readers_.push_back(std::make_unique<segment::Reader>(input.path)); });
    }
    order_articles();
    if (order_.empty()) return 0;
    glass::DatabaseWriter database(output_);
    segment::ForwardWriter forward(output_);
    merge_articles(database, forward);
    merge_values(database);
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
    } catch (const glass::Damaged& e) {
      throw Error(Exit::BadArchive,
                  fmt::format("segment {} cannot be read: {}", input.path.string(), e.what()),
                  "run dateline-index check on the archive, and restore the segment from a backup");
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

  /// New numbers for the tokens of each input: the terms of all, by how often they occur.
  std::vector<std::vector<std::uint32_t>> number_tokens(std::vector<segment::TokenTerm>& terms) {
    std::vector<std::vector<segment::TokenTerm>> old;
    std::unordered_map<std::uint64_t, std::uint64_t> occurrences;
    for (const auto& reader : readers_) {
      const segment::Forward& forward = reader->forward();
      old.push_back(forward.token_terms());
      std::uint32_t highest = 0;
      for (const auto& term : old.back()) highest = std::max(highest, term.number);
      std::vector<std::uint64_t> counts(std::size_t{highest} + 1);
      for (std::uint32_t docid = 1; docid <= forward.documents(); ++docid) {
        const std::string_view tokens = forward.tokens(docid);
        std::size_t at = 0;
        for (std::uint32_t number = 0; segment::next_token(tokens, at, number);) {
          if (number > highest) throw glass::Damaged("a token is of no term");
          ++counts[number];
        }
      }
      for (const auto& term : old.back()) occurrences[term.hash] += counts[term.number];
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
    std::vector<std::vector<std::uint32_t>> renumbered;
    for (const auto& input : old) {
      std::vector<std::uint32_t>& to = renumbered.emplace_back();
      for (const auto& term : input) {
        if (term.number >= to.size()) to.resize(std::size_t{term.number} + 1);
        to[term.number] = numbers[term.hash];
      }
    }
    return renumbered;
  }

  void merge_articles(glass::DatabaseWriter& database, segment::ForwardWriter& forward) {
    std::vector<segment::TokenTerm> terms;
    const auto renumbered = number_tokens(terms);
    std::vector<glass::Table::Cursor> records;
    for (const auto& reader : readers_) records.emplace_back(reader->docdata());
    std::string tokens;
    std::string buffer;
    std::string key;
    for (const Origin& origin : order_) {
      reading(inputs_[origin.input], [&] {
        const segment::Forward& from = readers_[origin.input]->forward();
        const std::string_view old = from.tokens(origin.docid);
        const std::vector<std::uint32_t>& to = renumbered[origin.input];
        tokens.clear();
        std::size_t at = 0;
        for (std::uint32_t number = 0; segment::next_token(old, at, number);) {
          segment::put_token(tokens, number == segment::kHeadlineEnd ? number : to.at(number));
        }
        const std::uint32_t length = from.lengths()[origin.docid - 1];
        forward.add_article(from.id(origin.docid), length, date_of(origin), tokens);
        for (const schema::Slot slot : segment::column_slots()) {
          const auto& column = from.column(slot);
          forward.column(slot).add(column.value(column.ordinals[origin.docid - 1]));
        }
        glass::Table::Cursor& record = records[origin.input];
        key.clear();
        glass::pack_sortable(key, origin.docid);
        if (!record.seek(key) || record.key() != key) throw glass::Damaged("a record is missing");
        const bool compressed = record.compressed();
        database.add_document(length, record.tag(buffer), compressed);
      });
    }
    forward.finish(std::move(terms));
  }

  void merge_stories() {
    segment::StoryTable table;
    for (const Origin& origin : order_) {
      table.numbers.push_back(readers_[origin.input]->stories().numbers()[origin.docid - 1]);
      table.published.push_back(date_of(origin));
    }
    for (std::size_t i = 0; i < readers_.size(); ++i) {
      for (const segment::Feature& feature : readers_[i]->stories().features()) {
        if (feature.docid >= new_docids_[i].size()) {
          reading(inputs_[i], [] { throw glass::Damaged("its table of stories is damaged"); });
        }
        const std::uint32_t docid = new_docids_[i][feature.docid];
        if (docid != 0) table.features.push_back({feature.value, docid});
      }
    }
    std::sort(table.features.begin(), table.features.end());
    segment::write_stories(output_ / segment::kStoriesName, table);
  }

  void merge_values(glass::DatabaseWriter& database) {
    for (const schema::Slot slot : schema::all_slots()) {
      std::vector<Values> values;
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

  void merge_terms(glass::DatabaseWriter& database) {
    std::vector<segment::Terms> terms;
    std::vector<glass::PostingList> lists;
    for (const auto& reader : readers_) {
      terms.emplace_back(*reader);
      lists.push_back(reader->postings());
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
  std::vector<std::unique_ptr<segment::Reader>> readers_;
  std::vector<Origin> order_;                           ///< by new docid - 1
  std::vector<std::vector<std::uint32_t>> new_docids_;  ///< by input and docid; 0 where gone
};

}  // namespace

std::uint64_t merge_segments(std::span<const MergeInput> inputs, const fs::path& output) {
  return Merge(inputs, output).run();
}

}  // namespace dateline
