// SPDX-License-Identifier: GPL-2.0-or-later
// Tar and zip; by libarchive.
#pragma once

#include "indexer/readers/stream/stream.h"

struct archive;

namespace dateline {

/// Reads a container front to end, once. Nothing is written anywhere, so a member's name can do no
/// harm. The members of a zip are read in file order, not by its directory at the end: that works
/// from a pipe, reads a truncated zip, and members cannot overlap.
class Container : public Stream {
 public:
  enum class Form { Tar, Zip };

  struct Member {
    std::string path;
    bool is_directory = false;
    std::string kind;     ///< of what is no file: "symbolic link"; empty if it is one
    std::string problem;  ///< why it cannot be read; empty if it can, so far
    std::string damage;   ///< what was passed over before it, because it is damaged
  };

  /// `source` must outlive it. Throws what `source` throws, as all functions do.
  Container(Stream& source, Form form);
  ~Container() override;

  /// Goes to the next member; empty after the last. Throws DamagedError when what follows cannot be
  /// read; then there is nothing more.
  std::optional<Member> next();

  /// Bytes of the member that `next` returned. Throws DamagedError; other members may still be
  /// readable unless `is_dead`.
  std::string_view read() override;

  /// True if the member's end can be found only by reading to it. Left to `next`, that would escape
  /// the check for bombs.
  [[nodiscard]] bool must_read_on() const noexcept { return size_is_unknown_; }

  /// True when damage has made everything that follows unreadable.
  [[nodiscard]] bool is_dead() const noexcept { return is_dead_; }

  /// After that: goes on behind the damage, where the next member of a zip begins. False if there
  /// is none.
  bool revive();

 private:
  void open();
  static long pull(archive* of, void* self, const void** block);
  [[noreturn]] void fail(int result);

  Stream& source_;
  archive* archive_ = nullptr;
  Form form_;
  std::string_view pulled_;      ///< what libarchive got last
  std::uint64_t pulled_to_ = 0;  ///< bytes it got since it was opened
  std::string again_;            ///< what it gets first, after damage
  std::string first_;            ///< while it uses that
  int revivals_ = 0;
  std::exception_ptr source_failure_;  ///< crosses libarchive, which is C, in here
  std::int64_t member_offset_ = 0;     ///< bytes of the member that were read
  bool size_is_unknown_ = false;
  bool is_dead_ = false;
};

}  // namespace dateline
