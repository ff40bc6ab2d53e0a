// SPDX-License-Identifier: GPL-2.0-or-later
// Each run is sorted by term by counting: first how often each term occurs, which says where its
// places begin, then the places themselves.
#include "indexer/writer/position_table.h"

#include "common/disk/file.h"
#include "common/disk/pack.h"
#include "common/fields/schema.h"
#include "common/glass/positions.h"
#include "common/glass/table_writer.h"
#include "common/segment/terms.h"
#include "common/segment/token_code.h"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>

namespace dateline {
namespace fs = std::filesystem;
namespace {

constexpr std::uint32_t kNoRank = 0xFFFFFFFF;

/// Where a term occurs.
struct WordPlace {
  std::uint32_t docid = 0;
  std::uint32_t position = 0;
};

/// Articles `first` … `end` - 1.
struct Run {
  std::uint32_t first = 0;
  std::uint32_t end = 0;
};

/// Terms with positions, ranked by their bytes: each word, and again each headline word.
class Ranks {
 public:
  explicit Ranks(const segment::Reader& segment) : segment_(segment) {
    std::uint32_t highest = 0;
    for (const auto& term : segment.forward().token_terms()) {
      highest = std::max(highest, term.number);
    }
    words_.assign(std::size_t{highest} + 1, kNoRank);
    headline_words_ = words_;
    each_term([&](std::string_view /*term*/, std::uint32_t& rank) { rank = count_++; });
  }

  /// Calls `visit` with each term that has positions, in order, and its rank.
  template <typename Visit>
  void each_term(Visit visit) {
    for (segment::Terms terms(segment_); terms.more(); terms.next()) {
      std::string_view word = terms.term();
      // Words are folded, so that a capital is a prefix.
      const bool in_headline = word.starts_with(schema::kHeadlinePrefix);
      if (in_headline) word.remove_prefix(schema::kHeadlinePrefix.size());
      const std::uint32_t token = segment_.forward().token_of(word);
      if (token == segment::kHeadlineEnd) continue;
      if (token >= words_.size())
        throw disk::Damaged(segment::kForwardName, "a word belongs to no term");
      visit(terms.term(), (in_headline ? headline_words_ : words_)[token]);
    }
  }

  [[nodiscard]] std::uint32_t count() const { return count_; }

  /// Calls `visit` with the rank and position of each word of the article.
  template <typename Visit>
  void each_place(std::uint32_t docid, Visit visit) const {
    const std::string_view tokens = segment_.forward().tokens(docid);
    std::uint32_t position = schema::kFirstPosition - 1;
    bool in_headline = true;
    std::size_t at = 0;
    for (std::uint32_t token = 0; segment::next_token(tokens, at, token);) {
      if (token == segment::kHeadlineEnd) {
        in_headline = false;
        position += schema::kFieldGap;
        continue;
      }
      ++position;
      if (token >= words_.size())
        throw disk::Damaged(segment::kForwardName, "a word belongs to no term");
      if (words_[token] != kNoRank) visit(words_[token], position);
      if (in_headline && headline_words_[token] != kNoRank) {
        visit(headline_words_[token], position);
      }
    }
  }

 private:
  const segment::Reader& segment_;
  std::vector<std::uint32_t> words_;           ///< ranks by number of the token
  std::vector<std::uint32_t> headline_words_;  ///< likewise
  std::uint32_t count_ = 0;
};

/// Inverts one run after another.
class Inversion {
 public:
  Inversion(const Ranks& ranks, std::uint32_t documents, std::size_t run_tokens)
      : ranks_(ranks), documents_(documents), run_tokens_(run_tokens) {}

  [[nodiscard]] bool more() const { return run_.end <= documents_; }

  /// Writes { rank, docid, tag }… of the next run in order of rank and docid.
  void write_next(const fs::path& path) {
    count();
    place();
    disk::FileWriter file(path);
    std::vector<std::uint32_t> positions;
    std::string entry;
    std::string tag;
    std::size_t at = 0;
    for (std::uint32_t rank = 0; rank < ranks_.count(); ++rank) {
      // Places were filled in, so ends_ has moved from each term's beginning to its end.
      while (at < ends_[rank]) {
        const std::uint32_t docid = places_[at].docid;
        positions.clear();
        for (; at < ends_[rank] && places_[at].docid == docid; ++at) {
          positions.push_back(places_[at].position);
        }
        tag.clear();
        glass::pack_positions(tag, positions);
        entry.clear();
        disk::pack_uint(entry, rank);
        disk::pack_uint(entry, docid);
        disk::pack_string(entry, tag);
        file.append(entry);
      }
    }
    file.close();
  }

 private:
  /// Finds where the run ends and where the places of each term begin.
  void count() {
    ends_.assign(ranks_.count(), 0);
    std::size_t places = 0;
    run_.first = run_.end;
    while (run_.end <= documents_ && places < run_tokens_) {
      ranks_.each_place(run_.end++, [&](std::uint32_t rank, std::uint32_t /*position*/) {
        ++ends_[rank];
        ++places;
      });
    }
    places_.resize(places);
    std::uint32_t begin = 0;
    for (std::uint32_t& end : ends_) {
      const std::uint32_t size = end;
      end = begin;
      begin += size;
    }
  }

  void place() {
    for (std::uint32_t docid = run_.first; docid < run_.end; ++docid) {
      ranks_.each_place(docid, [&](std::uint32_t rank, std::uint32_t position) {
        places_[ends_[rank]++] = {docid, position};
      });
    }
  }

  const Ranks& ranks_;
  std::uint32_t documents_;
  std::size_t run_tokens_;
  Run run_{1, 1};
  std::vector<std::uint32_t> ends_;  ///< by rank
  std::vector<WordPlace> places_;
};

/// Reads a run that waits on disk, and finally removes it.
class RunReader {
 public:
  explicit RunReader(fs::path path) : path_(std::move(path)), file_(path_), in_(file_.bytes()) {
    next();
  }
  RunReader(const RunReader&) = delete;
  RunReader& operator=(const RunReader&) = delete;
  ~RunReader() {
    std::error_code ignored;  // discarding the directory discards this as well
    fs::remove(path_, ignored);
  }

  [[nodiscard]] std::uint32_t rank() const { return rank_; }
  [[nodiscard]] std::uint32_t docid() const { return docid_; }
  [[nodiscard]] std::string_view tag() const { return tag_; }

  void next() {
    rank_ = kNoRank;
    if (in_.at_end()) return;
    rank_ = in_.uint32();
    docid_ = in_.uint32();
    tag_ = in_.string();
  }

 private:
  fs::path path_;
  disk::MappedFile file_;
  disk::Unpacker in_;
  std::uint32_t rank_ = kNoRank;  ///< that at the end
  std::uint32_t docid_ = 0;
  std::string_view tag_;
};

using Runs = std::vector<std::unique_ptr<RunReader>>;

Runs write_runs(const Ranks& ranks, std::uint32_t documents, const fs::path& directory,
                std::size_t run_tokens) {
  Runs runs;
  Inversion inversion(ranks, documents, run_tokens);
  while (inversion.more()) {
    const fs::path path = directory / fmt::format("positions-{}", runs.size());
    inversion.write_next(path);
    runs.push_back(std::make_unique<RunReader>(path));
  }
  return runs;
}

}  // namespace

glass::Root write_position_table(const segment::Reader& segment, const fs::path& directory,
                                 std::size_t run_tokens) {
  Ranks ranks(segment);
  const Runs runs = write_runs(ranks, segment.documents(), directory, run_tokens);
  glass::TableWriter table(directory, glass::kPosition, glass::TableWriter::Split::Fill);
  ranks.each_term([&](std::string_view term, std::uint32_t rank) {
    // Runs hold articles in order, so docids rise from one to the next.
    for (const auto& run : runs) {
      for (; run->rank() == rank; run->next()) {
        table.add(glass::position_key(term, run->docid()), run->tag());
      }
    }
  });
  return table.finish();
}

}  // namespace dateline
