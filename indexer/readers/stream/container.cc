// SPDX-License-Identifier: GPL-2.0-or-later
// Calls libarchive.
#include "indexer/readers/stream/container.h"

#include <algorithm>
#include <cerrno>
#include <clocale>
#include <new>
#include <utility>

#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>

namespace dateline {
namespace {

/// libarchive loses names with letters outside the locale. Ours is UTF-8 wherever we run, for the
/// lifetime of this object, in this thread.
class Utf8Names {
 public:
  Utf8Names() : before_(uselocale(utf8())) {}
  Utf8Names(const Utf8Names&) = delete;
  Utf8Names& operator=(const Utf8Names&) = delete;
  ~Utf8Names() { uselocale(before_); }

 private:
  static locale_t utf8() {
    static const locale_t locale = newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
    return locale;  // null, which changes nothing, if there is no such locale
  }
  locale_t before_;
};

/// The name as bytes: libarchive has it in one form or the other.
std::string path_of(archive_entry* entry) {
  const char* name = archive_entry_pathname_utf8(entry);
  if (name == nullptr) name = archive_entry_pathname(entry);
  return name == nullptr ? "" : name;
}

/// What is no file of its own; empty if it is one.
std::string kind_of(archive_entry* entry) {
  if (archive_entry_hardlink(entry) != nullptr) return "hard link";
  switch (archive_entry_filetype(entry)) {
    case AE_IFREG:
    case 0:  // zip need not say what a member is
      return "";
    case AE_IFLNK:
      return "symbolic link";
    default:
      return "special file";
  }
}

std::string problem_of(archive_entry* entry) {
  if (archive_entry_is_encrypted(entry) != 0) return "encrypted; unpack it with its password first";
  return "";
}

int choose(archive* a, Container::Form form) {
  return form == Container::Form::Tar ? archive_read_support_format_tar(a)
                                      : archive_read_support_format_zip_streamable(a);
}

}  // namespace

Container::Container(Stream& source, Form form) : source_(source), form_(form) {
  try {
    open();
  } catch (...) {  // no destructor runs
    archive_read_free(archive_);
    throw;
  }
}

void Container::open() {
  archive_read_free(archive_);
  archive_ = archive_read_new();
  if (archive_ == nullptr) throw std::bad_alloc();
  pulled_to_ = 0;
  is_dead_ = false;
  if (choose(archive_, form_) != ARCHIVE_OK ||
      archive_read_open(archive_, this, nullptr, pull, nullptr) != ARCHIVE_OK) {
    fail(ARCHIVE_FATAL);
  }
}

bool Container::revive() {
  constexpr std::string_view kMember = "PK\x03\x04";
  constexpr int kMaxRevivals = 100;
  if (form_ != Form::Zip || source_failure_ || ++revivals_ > kMaxRevivals) return false;
  // The damaged member's own beginning is not the next one.
  const auto header =
      static_cast<std::uint64_t>(std::max<la_int64_t>(archive_read_header_position(archive_), 0));
  const std::uint64_t from = pulled_to_ - pulled_.size();
  const std::uint64_t behind = header + kMember.size();
  std::string rest(
      pulled_.substr(std::min<std::uint64_t>(pulled_.size(), behind - std::min(behind, from))));
  std::size_t found = 0;
  while ((found = rest.find(kMember)) == std::string::npos) {
    rest.erase(0, rest.size() - std::min(rest.size(), kMember.size() - 1));
    const std::string_view more = source_.read();
    if (more.empty()) return false;
    rest += more;
  }
  again_ = rest.substr(found);
  open();
  return true;
}

Container::~Container() {
  archive_read_free(archive_);
}

long Container::pull(archive* of, void* self, const void** block) {
  auto& container = *static_cast<Container*>(self);
  try {
    std::string_view bytes;
    if (container.again_.empty()) {
      bytes = container.source_.read();
    } else {
      container.first_ = std::exchange(container.again_, {});
      bytes = container.first_;
    }
    container.pulled_ = bytes;
    container.pulled_to_ += bytes.size();
    *block = bytes.data();
    return static_cast<long>(bytes.size());
  } catch (...) {  // whatever it is, it is rethrown in `fail`
    container.source_failure_ = std::current_exception();
    archive_set_error(of, EIO, "the source failed");
    return ARCHIVE_FATAL;
  }
}

void Container::fail(int result) {
  is_dead_ = is_dead_ || result == ARCHIVE_FATAL;
  if (source_failure_) {
    is_dead_ = true;
    std::rethrow_exception(source_failure_);
  }
  const char* reason = archive_error_string(archive_);
  throw DamagedError(
      fmt::format("damaged or cut off: {}", reason == nullptr ? "not what it seems" : reason));
}

std::optional<Container::Member> Container::next() {
  const Utf8Names names;
  archive_entry* entry = nullptr;
  Member member;
  int result = archive_read_next_header(archive_, &entry);
  // A tar goes on with the next header that is sound.
  for (; result == ARCHIVE_RETRY; result = archive_read_next_header(archive_, &entry)) {
    member.damage =
        "damaged: a member's header is not what it was; what follows it is passed over "
        "up to the next member";
  }
  if (result == ARCHIVE_EOF && member.damage.empty()) return std::nullopt;
  if (result == ARCHIVE_EOF) {
    is_dead_ = true;
    throw DamagedError(member.damage);
  }
  // A warning is about a name or a time.
  if (result != ARCHIVE_OK && result != ARCHIVE_WARN) {
    is_dead_ = true;
    fail(result);
  }
  member_offset_ = 0;
  size_is_unknown_ = archive_entry_size_is_set(entry) == 0;
  member.path = path_of(entry);
  member.is_directory = archive_entry_filetype(entry) == AE_IFDIR;
  member.kind = kind_of(entry);
  member.problem = problem_of(entry);
  return member;
}

std::string_view Container::read() {
  const void* block = nullptr;
  std::size_t size = 0;
  la_int64_t offset = 0;
  do {
    const int result = archive_read_data_block(archive_, &block, &size, &offset);
    if (result == ARCHIVE_EOF) {
      size_is_unknown_ = false;
      return {};
    }
    if (result != ARCHIVE_OK) {
      size_is_unknown_ = false;
      fail(result);
    }
    if (offset != member_offset_) {
      // A few bytes of tar can claim a hole of terabytes; no text has holes.
      throw DamagedError("a sparse file, which is not read");
    }
    member_offset_ += static_cast<std::int64_t>(size);
  } while (size == 0);
  return {static_cast<const char*>(block), size};
}

}  // namespace dateline
