// SPDX-License-Identifier: GPL-2.0-or-later
// What an archive knows by itself of articles that servers have.
//
// A served database never changes, so what is often asked of it is kept here, written when it was
// copied: then an archive whose server is down still knows its articles, and its words.
//
//   ARCHIVE/stories/UUID.facts   for each article its id, digest and source; how many articles
//                                hold each term; see arrays.h, and FactsFooter in the .cc
//   ARCHIVE/stories/UUID.words   the dictionary of its words (common/segment/wording.h), its terms
//                                in order of their bytes, and no articles
#pragma once

#include "common/disk/arrays.h"
#include "common/disk/sums.h"
#include "common/segment/wording.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dateline {

namespace segment {
class Reader;
}

/// A file that the archive keeps about a served database, and the checksums of its blocks, if
/// known.
struct KeptFile {
  std::filesystem::path path;
  std::optional<disk::BlockSums> sums;
};

/// Reads both files in place. Safe to share between threads. All functions throw disk::Damaged.
class ServedFacts {
 public:
  /// Throws Error (Machine), too.
  ServedFacts(KeptFile facts, KeptFile words);

  [[nodiscard]] std::uint64_t documents() const { return by_id_.size(); }
  [[nodiscard]] std::string_view id(std::uint32_t docid) const { return ids_[docid - 1]; }
  /// As in the slot kDigest.
  [[nodiscard]] std::string_view digest(std::uint32_t docid) const {
    const auto& digest = digests_[docid - 1];
    return {digest.data(), digest.size()};
  }
  /// As in the slot kSource.
  [[nodiscard]] std::string_view source(std::uint32_t docid) const;
  /// The docid of the article with that id.
  [[nodiscard]] std::optional<std::uint32_t> find(std::string_view id) const;
  /// The docid of the article with that unique term.
  [[nodiscard]] std::optional<std::uint32_t> find_term(std::string_view id_term) const;
  /// Articles that hold the term.
  [[nodiscard]] std::uint64_t frequency(std::string_view term) const;
  /// Those of them that are in `language`, one of all the `languages` of the articles. Facts that
  /// were written before languages were counted have it estimated: as if all had the term equally
  /// often.
  [[nodiscard]] std::uint64_t frequency_in(std::string_view term, std::string_view language,
                                           const std::vector<std::string>& languages) const;
  /// What the slot kSource holds, and in how many articles of those that are not hidden.
  [[nodiscard]] std::vector<std::pair<std::string_view, std::uint64_t>> sources(
      const std::function<bool(std::uint32_t docid)>& is_hidden) const;

  [[nodiscard]] const segment::Wording& words() const { return words_; }
  /// The number of a term, which is without prefix, in `words`.
  [[nodiscard]] std::optional<std::uint32_t> number_of(std::string_view term) const;

  /// Reads both files completely. Throws when one has changed since it was written.
  void verify() const;

 private:
  /// In by_id_, of the first id that is not before that one.
  [[nodiscard]] std::uint32_t place_of(std::string_view id_sought) const;

  disk::ArrayFile file_;
  disk::Parts<std::uint64_t> ids_;
  disk::Array<std::uint32_t> by_id_;  ///< docids, in order of the ids' bytes
  disk::Array<std::array<char, 16>> digests_;
  disk::Parts<std::uint64_t> sources_;
  disk::Array<std::uint32_t> source_of_;  ///< of each article
  disk::Parts<std::uint64_t> terms_;      ///< in order of their bytes
  disk::Array<std::uint32_t> frequencies_;
  segment::Wording words_;
};

/// Writes both files for the articles of `segment`. Memory: some 70 bytes an article, and the
/// dictionary. Throws disk::Damaged, or Error (Machine).
void write_served_facts(const segment::Reader& segment, const std::filesystem::path& facts,
                        const std::filesystem::path& words);

}  // namespace dateline
