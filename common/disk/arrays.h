// SPDX-License-Identifier: GPL-2.0-or-later
// Files of arrays that are used in place.
//
// Such a file is a sequence of arrays, each aligned to 8 bytes, and a footer of fixed size that
// says where they begin; its last 16 bytes are an XXH3 checksum (64 bits) of the whole file, with 0
// in its own place, and eight characters that name the kind of file. Numbers are little-endian,
// like the machines this runs on.
#pragma once

#include "common/disk/damaged.h"
#include "common/disk/file.h"
#include "common/disk/mapped.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace dateline::disk {

/// Throws Damaged: the file `what` contradicts its own numbers.
[[noreturn]] void not_whole(const char* what);

using Magic = std::array<char, 8>;

/// Part `i` of a text whose parts end at `ends`. Throws Damaged, saying that `what` is incomplete,
/// if there is no such part.
template <typename End>
std::string_view part_of(std::string_view text, std::span<const End> ends, std::size_t i,
                         const char* what) {
  const std::uint64_t begin = i == 0 || i > ends.size() ? 0 : ends[i - 1];
  if (i >= ends.size() || begin > ends[i] || ends[i] > text.size()) not_whole(what);
  return text.substr(begin, ends[i] - begin);
}

/// An array in a file, used in place: each of its blocks is compared with its checksum when first
/// used. Valid as long as the file is open.
template <typename T>
class Array {
 public:
  Array() = default;
  Array(const MappedFile& file, std::span<const T> items) : file_(&file), items_(items) {}

  [[nodiscard]] std::size_t size() const { return items_.size(); }
  [[nodiscard]] bool empty() const { return items_.empty(); }
  /// Throws Damaged where there is no item `i`, too.
  [[nodiscard]] const T& operator[](std::size_t i) const {
    if (i >= items_.size()) not_whole("an array");
    checked(items_.subspan(i, 1));
    return items_[i];
  }
  [[nodiscard]] const T& back() const { return (*this)[size() - 1]; }
  /// Prefetches an item that will be read soon.
  void prefetch(std::size_t i) const { __builtin_prefetch(items_.data() + i); }
  /// All of it. Throws Damaged.
  [[nodiscard]] std::span<const T> all() const {
    checked(items_);
    return items_;
  }

 private:
  void checked(std::span<const T> items) const {
    if (file_ == nullptr) return;
    file_->checked({reinterpret_cast<const char*>(items.data()), items.size_bytes()});
  }

  const MappedFile* file_ = nullptr;
  std::span<const T> items_;
};

/// Text in a file whose parts end where an array says, checked like the array.
template <typename End>
class Parts {
 public:
  Parts() = default;
  /// `what` names the file in errors.
  Parts(const MappedFile& file, std::string_view text, Array<End> ends, const char* what)
      : file_(&file), text_(text), ends_(ends), what_(what) {}

  [[nodiscard]] std::size_t size() const { return ends_.size(); }
  /// Throws Damaged where there is no part `i`.
  [[nodiscard]] std::string_view operator[](std::size_t i) const {
    if (i >= ends_.size()) not_whole(what_);
    const std::uint64_t begin = i == 0 ? 0 : ends_[i - 1];
    const std::uint64_t end = ends_[i];
    if (begin > end || end > text_.size()) not_whole(what_);
    return file_->checked(text_.substr(begin, end - begin));
  }
  /// Prefetches the beginning of a part; the hardware fetches the rest when it is read from front
  /// to end.
  void prefetch(std::size_t i) const {
    constexpr std::size_t kLines = 16;
    constexpr std::size_t kLineBytes = 64;
    if (i >= ends_.size()) return;
    const std::uint64_t begin = i == 0 ? 0 : ends_[i - 1];
    if (begin > ends_[i] || ends_[i] > text_.size()) return;  // for the reader to report
    const std::uint64_t lines =
        std::min<std::uint64_t>((ends_[i] - begin) / kLineBytes + 1, kLines);
    for (std::uint64_t line = 0; line < lines; ++line) {
      __builtin_prefetch(text_.data() + begin + line * kLineBytes);
    }
  }
  /// Prefetches the end of part `i`.
  void prefetch_end(std::size_t i) const { ends_.prefetch(i); }

 private:
  const MappedFile* file_ = nullptr;
  std::string_view text_;
  Array<End> ends_;
  const char* what_ = "";
};

/// Reads such a file in place. `what` names it in errors: "forward". Safe to share
/// between threads. All functions throw Damaged if the file is not intact.
class ArrayFile {
 public:
  /// `sums` are of its blocks, if known. Throws Error (Machine), too.
  ArrayFile(const std::filesystem::path& path, const char* what,
            std::optional<BlockSums> sums = std::nullopt)
      : file_(std::make_unique<MappedFile>(path, std::move(sums))), what_(what) {}

  [[nodiscard]] std::string_view bytes() const { return file_->bytes(); }

  template <typename Footer>
  [[nodiscard]] Footer footer(const Magic& magic) const {
    Footer footer;
    if (bytes().size() < sizeof footer) damaged();
    const auto end = file_->checked(bytes().substr(bytes().size() - sizeof footer));
    std::memcpy(&footer, end.data(), sizeof footer);
    if (footer.magic != magic) damaged();
    return footer;
  }

  template <typename T>
  [[nodiscard]] Array<T> array(std::uint64_t offset, std::uint64_t count) const {
    if (offset % alignof(T) != 0 || offset > bytes().size() ||
        count > (bytes().size() - offset) / sizeof(T)) {
      damaged();
    }
    return {*file_, {reinterpret_cast<const T*>(bytes().data() + offset), count}};
  }

  /// The text from `offset` on, whose parts end where `ends` says.
  template <typename End>
  [[nodiscard]] Parts<End> parts(std::uint64_t offset, const Array<End>& ends) const {
    const std::uint64_t size = ends.empty() ? 0 : ends.back();
    if (offset > bytes().size() || size > bytes().size() - offset) damaged();
    return {*file_, bytes().substr(offset, size), ends, what_};
  }

  /// Reads the whole file, and throws when it has changed since it was written.
  template <typename Footer>
  void verify(const Magic& magic) const {
    Footer end = footer<Footer>(magic);
    const std::uint64_t checksum = std::exchange(end.checksum, 0);
    verify_sum({reinterpret_cast<const char*>(&end), sizeof end}, checksum);
  }

  [[noreturn]] void damaged() const;

 private:
  void verify_sum(std::string_view footer, std::uint64_t checksum) const;

  std::unique_ptr<MappedFile> file_;
  const char* what_;
};

/// Writes such a file. All functions throw Error (Machine).
class ArrayWriter {
 public:
  explicit ArrayWriter(const std::filesystem::path& path);
  ~ArrayWriter();

  [[nodiscard]] std::uint64_t size() const { return file_.size(); }
  void append(std::string_view bytes);

  /// Returns where the array begins.
  template <typename T>
  std::uint64_t append_array(const std::vector<T>& array) {
    align();
    const std::uint64_t offset = size();
    append({reinterpret_cast<const char*>(array.data()), array.size() * sizeof(T)});
    return offset;
  }

  template <typename Footer>
  void finish(Footer footer) {
    footer.checksum = 0;
    footer.checksum = sum_with({reinterpret_cast<const char*>(&footer), sizeof footer});
    file_.append({reinterpret_cast<const char*>(&footer), sizeof footer});
    file_.close();
  }

 private:
  friend class ArrayFile;

  void align();
  std::uint64_t sum_with(std::string_view footer);

  class Sum;
  FileWriter file_;
  std::unique_ptr<Sum> sum_;
};

}  // namespace dateline::disk
