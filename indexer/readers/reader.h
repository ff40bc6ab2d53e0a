// SPDX-License-Identifier: GPL-2.0-or-later
// What every reader of a format does: turn a file into articles as the file states them.
#pragma once

#include "common/article.h"
#include "common/text/utf8.h"
#include "indexer/readers/input.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace dateline {

/// Where in a file something stands.
struct Origin {
  std::string file;
  std::uint64_t line = 0;    ///< 1-based
  std::uint64_t offset = 0;  ///< bytes
  /// Path in the container that `file` is; readers need not know. Last, because they do not.
  std::string member = {};

  /// "file/member", or the file alone.
  [[nodiscard]] std::string path() const { return member.empty() ? file : file + "/" + member; }
};

/// Whether its publisher stands by an article.
enum class Status { Usable, Withheld, Canceled };

/// What a file calls a field that was read from it.
struct FoundIn {
  std::string_view field;  ///< "headline"
  std::string name;        ///< "webTitle"
};

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
  std::vector<std::string> agencies;  ///< credited in a field of their own
  std::string dateline;               ///< in a field of its own, and not in the body
  std::string place;                  ///< where it was written, in a field of its own
  Status status = Status::Usable;
  std::vector<FoundIn> found_in;  ///< where the format leaves names to the file
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
  /// What was passed over and is neither an article nor a fault, in words; complete when `next` has
  /// come to the end.
  [[nodiscard]] virtual std::string closing_note() const { return ""; }
};

struct Mapping;

struct ReaderOptions {
  std::string file;                  ///< names the input in origins
  const Mapping* mapping = nullptr;  ///< where JSON, CSV and XML hold fields; outlives the reader
};

/// A form that articles come in.
struct Format {
  std::string_view name;         ///< for `--format`
  std::string_view description;  ///< one line, for people
  /// Is `head` the beginning (see Input::peek) of such a file? Empty lines before it are gone.
  bool (*recognises)(std::string_view head);
  /// `input` must outlive the reader.
  std::unique_ptr<Reader> (*open)(Input& input, const ReaderOptions& options);
};

/// All of them, the more particular first: the first that recognises a file reads it.
const std::vector<Format>& formats();

/// Null when there is none of that name.
const Format* format_from_name(std::string_view name);

/// The format of what `input` holds, as a mapping says or else told by its content; null when it is
/// none of ours.
const Format* recognise(Input& input, const Mapping* mapping = nullptr);

/// The readers themselves, one per format.
std::unique_ptr<Reader> open_founding(Input& input, const ReaderOptions& options);
std::unique_ptr<Reader> open_ninjs(Input& input, const ReaderOptions& options);
std::unique_ptr<Reader> open_json_lines(Input& input, const ReaderOptions& options);
std::unique_ptr<Reader> open_json(Input& input, const ReaderOptions& options);
std::unique_ptr<Reader> open_reuters_21578(Input& input, const ReaderOptions& options);
std::unique_ptr<Reader> open_trec(Input& input, const ReaderOptions& options);
std::unique_ptr<Reader> open_iptc7901(Input& input, const ReaderOptions& options);
std::unique_ptr<Reader> open_anpa1312(Input& input, const ReaderOptions& options);
std::unique_ptr<Reader> open_nitf(Input& input, const ReaderOptions& options);
std::unique_ptr<Reader> open_newsml_g2(Input& input, const ReaderOptions& options);
std::unique_ptr<Reader> open_newsml1(Input& input, const ReaderOptions& options);
std::unique_ptr<Reader> open_rcv1(Input& input, const ReaderOptions& options);
std::unique_ptr<Reader> open_rss(Input& input, const ReaderOptions& options);
std::unique_ptr<Reader> open_atom(Input& input, const ReaderOptions& options);
std::unique_ptr<Reader> open_warc(Input& input, const ReaderOptions& options);
std::unique_ptr<Reader> open_mhtml(Input& input, const ReaderOptions& options);
std::unique_ptr<Reader> open_html(Input& input, const ReaderOptions& options);
std::unique_ptr<Reader> open_csv(Input& input, const ReaderOptions& options);
std::unique_ptr<Reader> open_mapped_xml(Input& input, const ReaderOptions& options);

/// True when `line` starts an article of the founding format: an optional blank, `date `, and
/// something that looks like a date.
bool starts_founding_article(std::string_view line);

/// Is `head` the beginning of such a file?
bool starts_reuters_21578(std::string_view head);
bool starts_trec(std::string_view head);
bool starts_iptc7901(std::string_view head);
bool starts_anpa1312(std::string_view head);
/// True when `head` starts an HTML page: after comments and an XML declaration, a document type or
/// an element of HTML.
bool starts_html(std::string_view head);

/// True when `head` starts with the header of a multipart/related message.
bool starts_mhtml(std::string_view head);

}  // namespace dateline
