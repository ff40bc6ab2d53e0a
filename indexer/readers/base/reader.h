// SPDX-License-Identifier: GPL-2.0-or-later
// What every reader of a format does: turn a file into articles as the file states them.
#pragma once

#include "common/fields/article.h"
#include "common/text/utf8.h"
#include "indexer/readers/stream/input.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace dateline {

/// Where something is in a file.
struct Origin {
  std::string file;
  std::uint64_t line = 0;    ///< 1-based
  std::uint64_t offset = 0;  ///< bytes
  /// Path in the container `file`; readers need not know it. Last, because they do not.
  std::string member = {};

  /// "file/member", or the file alone.
  [[nodiscard]] std::string path() const { return member.empty() ? file : file + "/" + member; }
};

/// Whether the publisher stands by an article.
enum class Status { Usable, Withheld, Canceled };

/// A file's name for a field that was read from it.
struct FoundIn {
  std::string_view field;  ///< "headline"
  std::string name;        ///< "webTitle"
};

/// Something in a file that nothing was made of.
struct NotUsed {
  std::string name;   ///< "Zeitung", or where a mapping would find it: "/meta/Zeitung"
  std::string value;  ///< its beginning
};

/// The most bytes of such a value that are kept.
inline constexpr std::size_t kNotUsedBytes = 80;

/// An article as its file states it: nothing parsed, nothing inferred.
struct RawArticle {
  Origin origin;
  std::string id;
  std::string headline;
  std::string body;
  std::string date;                  ///< as written
  std::optional<double> date_epoch;  ///< where the file gives a number
  Evidence date_evidence = Evidence::None;
  std::string source;
  std::string url;
  std::vector<std::string> authors;
  std::string section;
  std::vector<std::string> pages;  ///< of the printed paper
  std::vector<std::string> tags;
  std::string language;
  text::Repair repair = text::Repair::None;
  bool is_data_damaged = false;       ///< what states fields for programs cannot be parsed
  std::vector<std::string> agencies;  ///< credited in their own field
  std::string dateline;               ///< in its own field, and not in the body
  std::string place;                  ///< where it was written, in its own field
  Status status = Status::Usable;
  std::vector<FoundIn> found_in;  ///< where the format leaves names to the file
  std::vector<NotUsed> not_used;  ///< as ReaderOptions ask for it
  /// The offset behind the article, where its end is marked: damage from there on is none of its.
  std::uint64_t ends = 0;
  bool is_cut = false;  ///< damage in the file may have taken a part of it, or changed it

  [[nodiscard]] bool states_date() const { return !date.empty() || date_epoch.has_value(); }
};

/// Something that is not an article, and why.
struct Reject {
  /// A reason may quote the file: it becomes one line of UTF-8, however that is written.
  Reject(Origin its_origin, std::string its_reason);

  Origin origin;
  std::string reason;
};

using ReadResult = std::variant<RawArticle, Reject>;

/// Reads the articles of one file, in order.
class Reader {
 public:
  Reader() = default;
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;
  virtual ~Reader() = default;
  /// The next article or reject; empty at the end of the file.
  virtual std::optional<ReadResult> next() = 0;
  /// What was skipped and is neither an article nor a fault, in words; complete when `next` has
  /// reached the end.
  [[nodiscard]] virtual std::string closing_note() const { return ""; }
};

struct Mapping;

/// Of which articles keys and columns are listed that nothing was made of.
enum class ListUnused { OfNone, OfUndated, OfAll };

struct ReaderOptions {
  std::string file;                  ///< names the input in origins
  const Mapping* mapping = nullptr;  ///< where JSON, CSV and XML have fields; outlives the reader
  ListUnused unused = ListUnused::OfNone;

  [[nodiscard]] bool lists_unused(const RawArticle& article) const {
    return unused == ListUnused::OfAll ||
           (unused == ListUnused::OfUndated && !article.states_date());
  }
};

/// A form that articles come in.
struct Format {
  std::string_view name;         ///< for `--format`
  std::string_view description;  ///< one line, for people
  /// Is `head` the beginning (see Input::peek) of such a file? Empty lines before it were removed.
  bool (*recognises)(std::string_view head);
  /// `input` must outlive the reader.
  std::unique_ptr<Reader> (*open)(Input& input, const ReaderOptions& options);
  /// Its files say in which character set they are, each format in its own way; the reader decodes.
  bool declares_charset = false;
};

}  // namespace dateline
