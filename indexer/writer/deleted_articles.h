// SPDX-License-Identifier: GPL-2.0-or-later
// What was deleted, and stays deleted: `add` passes over such an article wherever it finds it.
//
//   ARCHIVE/deleted/7    an entry for each article, oldest deletion first, and tables in which
//                        entries are looked up; see arrays.h, and Footer in the .cc
//
// An entry is a JSON object with a checksum of its own, so that `repair` can keep the others when
// one is damaged. The file is written as a whole, and named by the manifest.
#pragma once

#include "common/archive/manifest.h"
#include "common/disk/arrays.h"
#include "common/fields/article.h"
#include "indexer/writer/text_print.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dateline {

/// An article that was deleted.
struct DeletedArticle {
  std::string id;
  std::string url;
  std::string headline;
  std::string source;
  std::string published;  ///< ISO 8601; empty if undated
  std::string deleted;    ///< when, ISO 8601, UTC
  std::string reason;     ///< as given; may be empty
  TextPrint print;
};

/// The day of an ISO 8601 date, with or without a time.
inline std::string day_in(const std::string& iso) {
  return iso.substr(0, 10);
}

/// The entry of an article that is deleted now.
DeletedArticle deleted_article(const Article& article, const Date& now, const std::string& reason);

/// The list of an archive at one revision. Reads the file in place. Safe to share between threads.
/// All functions throw disk::Damaged.
class DeletedArticles {
 public:
  /// An empty list.
  DeletedArticles() = default;
  /// Throws Error (Machine), too.
  explicit DeletedArticles(const std::filesystem::path& file);

  [[nodiscard]] std::size_t size() const { return entries_.size(); }
  [[nodiscard]] DeletedArticle operator[](std::size_t i) const;
  /// All that had this id, as indexes.
  [[nodiscard]] std::vector<std::size_t> with_id(std::string_view id) const;

  /// Which of them `article` is, if any: the one with its id or any of `other_ids`, else with its
  /// URL, else with its text. An id that counts rows and an address that other articles share must
  /// not stand for a quite other article, nor a text for what another outlet prints.
  [[nodiscard]] std::optional<DeletedArticle> match(const Article& article, const TextPrint& print,
                                                    std::span<const std::string> other_ids) const;

  /// The text of an entry, for a copy of the list.
  [[nodiscard]] std::string_view entry(std::size_t i) const;

  /// Reads all of it.
  void verify() const;

 private:
  template <typename Key>
  [[nodiscard]] std::vector<std::size_t> found(const disk::Array<Key>& keys,
                                               const disk::Array<std::uint32_t>& places,
                                               const Key& key) const;

  std::optional<disk::ArrayFile> file_;
  disk::Parts<std::uint64_t> entries_;
  disk::Array<std::uint64_t> sums_;  ///< of the entries
  // Each key beside the entry that has it, in order of the keys.
  disk::Array<std::uint64_t> ids_;
  disk::Array<std::uint32_t> by_id_;
  disk::Array<std::uint64_t> urls_;
  disk::Array<std::uint32_t> by_url_;
  disk::Array<std::uint64_t> words_;
  disk::Array<std::uint32_t> by_words_;
  disk::Array<std::uint32_t> features_;
  disk::Array<std::uint32_t> by_feature_;
};

/// The list that `manifest` names, read once from front to end. Throws disk::Damaged, or Error
/// (Machine).
DeletedArticles deleted_in(const std::filesystem::path& archive, const Manifest& manifest);

/// The list of an archive that others may be writing to, and its revision.
struct DeletedAtRevision {
  Manifest manifest;
  DeletedArticles list;
};
DeletedAtRevision deleted_now(const std::filesystem::path& archive);

/// An entry of the file.
std::string entry_of(const DeletedArticle& article);

/// Writes the list for that revision of an archive, durably. Returns its path in the archive; empty
/// if there are no entries. Throws disk::Damaged if one is not an entry, or Error (Machine).
std::string write_deleted_list(const std::filesystem::path& archive, std::uint64_t revision,
                               const std::vector<std::string>& entries);

/// The entries of a damaged file that are as they were written. Throws disk::Damaged when they
/// cannot be told apart.
std::vector<std::string> sound_entries(const std::filesystem::path& file);

}  // namespace dateline
