// SPDX-License-Identifier: GPL-2.0-or-later
// The bytes of an export on their way to a file descriptor: buffered, digested, and tracked up to
// the last article that arrived.
#pragma once

#include <cstdint>
#include <string>

struct XXH3_state_s;

namespace dateline {

class Output {
 public:
  explicit Output(int fd);
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;
  ~Output();

  /// What is appended here is written later.
  [[nodiscard]] std::string& buffer() noexcept { return buffer_; }
  /// The buffer now ends with a complete article. Writes if there is enough, as `flush` does.
  void end_article();
  /// Throws Error (Machine).
  void flush();

  [[nodiscard]] std::uint64_t articles() const noexcept { return articles_; }
  /// Articles and bytes completely written.
  [[nodiscard]] std::uint64_t whole_articles() const noexcept { return whole_articles_; }
  [[nodiscard]] std::uint64_t bytes() const noexcept { return bytes_; }
  /// XXH3, 128 bits, of all bytes written, as xxhsum -H2 prints it.
  [[nodiscard]] std::string digest() const;

 private:
  int fd_;
  std::string buffer_;
  XXH3_state_s* state_;
  std::uint64_t articles_ = 0;
  std::uint64_t whole_articles_ = 0;
  std::uint64_t bytes_ = 0;
};

}  // namespace dateline
