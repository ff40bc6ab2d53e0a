// SPDX-License-Identifier: GPL-2.0-or-later
// Finding the files to read, and reading them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace dateline {

/// A line longer than this is no article that a person wrote.
inline constexpr std::size_t kMaxLineBytes = std::size_t{32} << 20U;

/// Enough to tell a format by.
inline constexpr std::size_t kPeekBytes = std::size_t{16} << 10U;

/// A path to read, or the reason why it cannot be.
struct Source {
  std::filesystem::path path;  ///< "-" is standard input
  std::string problem;         ///< empty when readable so far
};

/// The files at `path`, a directory's in byte order of their paths. Symbolic links inside a
/// directory are not followed, and what is no regular file there becomes a problem.
std::vector<Source> find_sources(const std::filesystem::path& path);

/// A file of any size as lines or as chunks of bytes. UTF-16 with a byte order mark is decoded to
/// UTF-8; a UTF-8 mark is skipped.
class Input {
 public:
  /// Throws std::system_error when `path` cannot be opened.
  explicit Input(const std::filesystem::path& path);
  Input(const Input&) = delete;
  Input& operator=(const Input&) = delete;
  ~Input();

  /// Reads the next line, without its end, into `line`. False at the end of the file. Throws
  /// std::system_error when reading fails.
  bool next(std::string& line);

  /// The next bytes, decoded, however many are at hand; empty at the end of the file. Valid until
  /// the next call of any kind. Throws std::system_error when reading fails.
  std::string_view chunk();

  /// kPeekBytes of what comes next, or all of it when it is shorter, without consuming them.
  std::string_view peek();

  /// Byte offset, in the decoded text, of what comes next.
  [[nodiscard]] std::uint64_t position() const noexcept { return buffer_offset_ + position_; }
  /// 1-based number, and byte offset in the decoded text, of the line last returned.
  [[nodiscard]] std::uint64_t line_number() const noexcept { return line_number_; }
  [[nodiscard]] std::uint64_t offset() const noexcept { return line_offset_; }
  /// True when the line last returned went over kMaxLineBytes and was cut there.
  [[nodiscard]] bool was_cut() const noexcept { return was_cut_; }
  /// Bytes taken from the file so far.
  [[nodiscard]] std::uint64_t bytes_read() const noexcept { return bytes_read_; }

 private:
  enum class Encoding { Bytes, Utf16Le, Utf16Be };

  bool fill();
  void detect_encoding();
  void append_decoded(std::string_view bytes);

  int fd_ = -1;
  bool owns_fd_ = true;
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
};

}  // namespace dateline
