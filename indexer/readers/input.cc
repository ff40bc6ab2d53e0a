// SPDX-License-Identifier: GPL-2.0-or-later
// Buffered reading over a file descriptor.
#include "indexer/readers/input.h"

#include "common/text/utf8.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

namespace dateline {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kReadBytes = std::size_t{256} << 10U;

Source checked(const fs::directory_entry& entry) {
  if (entry.is_symlink()) return {entry.path(), "a symbolic link, which is not followed"};
  if (!entry.is_regular_file()) return {entry.path(), "not a regular file"};
  return {entry.path(), ""};
}

bool is_high_surrogate(unsigned unit) {
  return unit >= 0xD800 && unit < 0xDC00;
}

}  // namespace

std::vector<Source> find_sources(const fs::path& path) {
  std::error_code error;
  if (path == "-") return {{path, ""}};
  const fs::file_status status = fs::status(path, error);
  if (!fs::exists(status)) return {{path, "no such file or directory"}};
  if (!fs::is_directory(status)) return {{path, ""}};
  std::vector<Source> found;
  fs::recursive_directory_iterator it(path, error);
  if (error) return {{path, error.message()}};
  for (const fs::recursive_directory_iterator end; it != end;) {
    const fs::directory_entry entry = *it;
    if (!entry.is_directory() || entry.is_symlink()) {
      found.push_back(checked(entry));
    } else if (access(entry.path().c_str(), R_OK | X_OK) != 0) {
      found.push_back({entry.path(), std::generic_category().message(errno)});
      it.disable_recursion_pending();
    }
    it.increment(error);
    if (error) {
      found.push_back({entry.path(), error.message()});
      break;
    }
  }
  std::sort(found.begin(), found.end(),
            [](const Source& a, const Source& b) { return a.path.native() < b.path.native(); });
  return found;
}

Input::Input(const fs::path& path) {
  if (path == "-") {
    fd_ = STDIN_FILENO;
    owns_fd_ = false;
    return;
  }
  fd_ = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY);
  if (fd_ < 0) throw std::system_error(errno, std::generic_category());
}

Input::~Input() {
  if (owns_fd_) close(fd_);
}

void Input::detect_encoding() {
  started_ = true;
  const std::string_view head = raw_;
  std::size_t mark = 0;
  if (head.starts_with("\xEF\xBB\xBF")) {
    mark = 3;
  } else if (head.starts_with("\xFF\xFE")) {
    encoding_ = Encoding::Utf16Le;
    mark = 2;
  } else if (head.starts_with("\xFE\xFF")) {
    encoding_ = Encoding::Utf16Be;
    mark = 2;
  }
  raw_.erase(0, mark);
  buffer_offset_ = mark;
}

void Input::append_decoded(std::string_view bytes) {
  if (encoding_ == Encoding::Bytes) {
    buffer_ += bytes;
  } else {
    buffer_ += text::decode_utf16(bytes, encoding_ == Encoding::Utf16Be);
  }
}

bool Input::fill() {
  if (at_end_) return false;
  buffer_.erase(0, position_);
  buffer_offset_ += position_;
  position_ = 0;
  std::array<char, kReadBytes> block;
  ssize_t n = 0;
  do {
    n = read(fd_, block.data(), block.size());
  } while (n < 0 && errno == EINTR);
  if (n < 0) throw std::system_error(errno, std::generic_category());
  at_end_ = n == 0;
  bytes_read_ += static_cast<std::uint64_t>(n);
  raw_.append(block.data(), static_cast<std::size_t>(n));
  // A pipe may deliver the byte order mark in pieces.
  if (!started_ && (raw_.size() >= 3 || at_end_)) detect_encoding();
  if (!started_) return true;
  std::size_t usable = raw_.size();
  if (encoding_ != Encoding::Bytes && !at_end_) {
    usable -= usable % 2;
    if (usable >= 2) {
      const auto a = static_cast<unsigned char>(raw_[usable - 2]);
      const auto b = static_cast<unsigned char>(raw_[usable - 1]);
      const unsigned unit = encoding_ == Encoding::Utf16Le ? (b * 256U + a) : (a * 256U + b);
      if (is_high_surrogate(unit)) usable -= 2;
    }
  }
  append_decoded(std::string_view(raw_).substr(0, usable));
  raw_.erase(0, usable);
  return true;
}

std::string_view Input::peek() {
  while (buffer_.size() - position_ < kPeekBytes && fill()) {
  }
  return std::string_view(buffer_).substr(position_, kPeekBytes);
}

std::string_view Input::chunk() {
  while (position_ == buffer_.size() && fill()) {
  }
  const std::string_view bytes = std::string_view(buffer_).substr(position_);
  position_ = buffer_.size();
  return bytes;
}

bool Input::next(std::string& line) {
  line.clear();
  was_cut_ = false;
  std::size_t searched = 0;  // bytes after `position_` known to hold no line end
  std::size_t end = std::string::npos;
  while ((end = buffer_.find('\n', position_ + searched)) == std::string::npos) {
    searched = buffer_.size() - position_;
    if (searched > kMaxLineBytes) {
      // Keep the cut line and drop the rest of it as it comes, in constant memory.
      if (!was_cut_) {
        was_cut_ = true;
        line_offset_ = buffer_offset_ + position_;
        line.assign(buffer_, position_, kMaxLineBytes);
      }
      position_ = buffer_.size();
      searched = 0;
    }
    if (!fill()) break;
  }
  const bool any = was_cut_ || position_ < buffer_.size();
  if (!any) return false;
  ++line_number_;
  const std::size_t stop = end == std::string::npos ? buffer_.size() : end;
  if (!was_cut_) {
    line_offset_ = buffer_offset_ + position_;
    line.assign(buffer_, position_, stop - position_);
    if (!line.empty() && line.back() == '\r') line.pop_back();
  }
  position_ = end == std::string::npos ? stop : end + 1;
  return true;
}

}  // namespace dateline
