// SPDX-License-Identifier: GPL-2.0-or-later
// A stream as lines or as chunks of text.
#pragma once

#include "indexer/readers/stream/charset.h"
#include "indexer/readers/stream/stream.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <exception>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace dateline {

/// A line longer than this is not an article that a person wrote.
inline constexpr std::size_t kMaxLineBytes = std::size_t{32} << 20U;

/// Enough to recognise a format, except after a long comment or DOCTYPE.
inline constexpr std::size_t kPeekBytes = std::size_t{16} << 10U;
inline constexpr std::size_t kLongPeekBytes = std::size_t{1} << 20U;

/// After this much without an article, or anything else readable, the rest of a file is given up: a
/// second's reading, and more than a crash, a bad sector or an unclosed document damages.
inline constexpr std::uint64_t kMaxBytesWithoutArticle = std::uint64_t{128} << 20U;

/// Where damage interrupts what is read.
struct Break {
  std::uint64_t offset = 0;   ///< in the decoded text; an empty line stands for the damage
  std::uint64_t suspect = 0;  ///< from here on, the text before it may be wrong
  std::string reason;
};

/// Bytes in any number as lines or as chunks. UTF-16 is decoded to UTF-8, with a byte order mark
/// or where it begins with two characters of ASCII; a UTF-8 mark is skipped. To a reader, the place
/// where the stream fails or is given up is the end of the file: it uses all that came before. Then
/// `take_break` and `throw_failure` say what happened. Where a stream goes on behind damage, an
/// empty line is put in its place.
class Input {
 public:
  /// The file at `path`. Throws std::system_error when it cannot be opened.
  explicit Input(const std::filesystem::path& path);
  /// `stream` must outlive it.
  explicit Input(Stream& stream) : stream_(stream) {}
  Input(const Input&) = delete;
  Input& operator=(const Input&) = delete;

  /// Reads the next line, without its end, into `line`. False at the end of the file.
  bool next(std::string& line);

  /// The next bytes, decoded, as many as are available; empty at the end of the file. Valid until
  /// the next call of any kind.
  std::string_view chunk();

  /// That many of the next bytes, or all if there are fewer, without consuming them.
  std::string_view peek(std::size_t bytes = kPeekBytes);

  /// From now on, bytes beyond ASCII that are not UTF-8 are decoded from the character set that
  /// they are most likely in, if it is another than Windows-1252, for the rest of the file.
  void guess_charset();
  /// Was anything decoded so?
  [[nodiscard]] bool is_guessed() const noexcept { return charset_ != nullptr; }

  /// Is there damage that `take_break` has not given?
  [[nodiscard]] bool is_broken() const noexcept { return !breaks_.empty(); }
  /// The first damage at `offset` or before it, once. Damage beyond what was read is not known yet.
  std::optional<Break> take_break(std::uint64_t offset);
  /// May damage have changed what is between these?
  [[nodiscard]] bool is_suspect(std::uint64_t begin, std::uint64_t end) const noexcept;
  /// The first damage behind `offset`; the largest number if none is known.
  [[nodiscard]] std::uint64_t next_break(std::uint64_t offset) const noexcept;
  /// Throws std::system_error if the machine failed.
  void throw_failure() const;

  /// To be called when something could be read, so that the input is not given up.
  void arrived() noexcept { bytes_at_arrival_ = bytes_read_; }

  /// Byte offset, in the decoded text, of what comes next.
  [[nodiscard]] std::uint64_t position() const noexcept { return buffer_offset_ + position_; }
  /// 1-based number, and byte offset in the decoded text, of the line last returned.
  [[nodiscard]] std::uint64_t line_number() const noexcept { return line_number_; }
  [[nodiscard]] std::uint64_t offset() const noexcept { return line_offset_; }
  /// True when the line last returned exceeded kMaxLineBytes and was cut there.
  [[nodiscard]] bool was_cut() const noexcept { return was_cut_; }
  /// Bytes taken from the stream so far.
  [[nodiscard]] std::uint64_t bytes_read() const noexcept { return bytes_read_; }

 private:
  enum class Encoding { Bytes, Utf16Le, Utf16Be };

  bool fill();
  void skip_rest_of_line();
  std::string_view read();
  void detect_encoding();
  void append_decoded(std::string_view bytes);
  void take_damage(const char* reason, std::uint64_t suspect);
  void look_at_charset(std::string_view bytes);

  std::unique_ptr<FileStream> file_;  ///< only of an Input made from a path
  Stream& stream_;
  std::exception_ptr failure_;  ///< of the machine
  std::deque<Break> breaks_;    ///< not yet taken
  int looks_ = 0;               ///< more of them at bytes that may show the character set
  std::unique_ptr<CharsetDecoder> charset_;
  bool at_end_ = false;
  bool started_ = false;
  bool was_cut_ = false;
  Encoding encoding_ = Encoding::Bytes;
  std::string raw_;     ///< undecoded bytes kept back for the next read
  std::string buffer_;  ///< decoded, not yet returned from `position_` on
  std::size_t position_ = 0;
  std::uint64_t buffer_offset_ = 0;
  std::uint64_t line_number_ = 0;
  std::uint64_t line_offset_ = 0;
  std::uint64_t bytes_read_ = 0;
  std::uint64_t bytes_at_arrival_ = 0;
};

}  // namespace dateline
