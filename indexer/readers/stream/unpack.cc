// SPDX-License-Identifier: GPL-2.0-or-later
// The walk through nested containers, and the limits that stop bombs.
#include "indexer/readers/stream/unpack.h"

#include "common/terminal/terminal.h"
#include "indexer/readers/stream/container.h"
#include "indexer/readers/stream/foreign.h"
#include "indexer/readers/stream/packed.h"

#include <algorithm>
#include <charconv>
#include <numeric>

#include <fmt/format.h>

namespace dateline {
namespace {

using namespace std::string_view_literals;

enum class Form { Plain, Gzip, Bzip2, Xz, Zstd, Tar, Zip, Foreign };

struct Magic {
  std::string_view bytes;
  Form form;
  std::string_view name;  ///< of what is not opened
};

constexpr std::array<Magic, 13> kMagic = {{
    {"\x1F\x8B\x08"sv, Form::Gzip, ""},
    {"\xFD"
     "7zXZ\0"sv,
     Form::Xz, ""},
    {"\x28\xB5\x2F\xFD"sv, Form::Zstd, ""},
    {"PK\x03\x04"sv, Form::Zip, ""},
    {"PK\x05\x06"sv, Form::Zip, ""},  // without members
    {"7z\xBC\xAF\x27\x1C"sv, Form::Foreign, "7z"},
    {"Rar!\x1A\x07"sv, Form::Foreign, "RAR"},
    {"\x1F\x9D"sv, Form::Foreign, "compress (.Z)"},
    {"\x04\x22\x4D\x18"sv, Form::Foreign, "lz4"},
    {"LZIP\x01"sv, Form::Foreign, "lzip"},
    {"\x5D\0\0\x80\0"sv, Form::Foreign, "lzma"},
    {"\x89LZO\0"sv, Form::Foreign, "lzop"},
    {"MSCF\0\0\0\0"sv, Form::Foreign, "Windows cabinet"},
}};

/// "BZh" might begin a text; what follows it in bzip2 is always the same.
bool is_bzip2(std::string_view head) {
  return head.size() >= 10 && head.starts_with("BZh") && head[3] >= '1' && head[3] <= '9' &&
         (head.substr(4).starts_with("1AY&SY") || head.substr(4).starts_with("\x17rE8P\x90"));
}

/// A frame that decompressors skip; parallel compressors begin with one.
bool is_skippable_zstd(std::string_view head) {
  return head.size() >= 4 && (static_cast<unsigned char>(head[0]) & 0xF0U) == 0x50 &&
         head.substr(1).starts_with("\x2A\x4D\x18");
}

/// POSIX ustar and all that came before it: the header's checksum is right, its own field counted
/// as spaces.
bool is_tar(std::string_view head) {
  constexpr std::size_t kHeaderBytes = 512;
  constexpr std::size_t kChecksum = 148;
  constexpr std::size_t kChecksumBytes = 8;
  if (head.size() < kHeaderBytes || head[0] == '\0') return false;
  std::string_view field = head.substr(kChecksum, kChecksumBytes);
  field.remove_prefix(std::min(field.find_first_not_of(' '), field.size()));
  unsigned stated = 0;
  const auto [end, error] = std::from_chars(field.data(), field.data() + field.size(), stated, 8);
  if (error != std::errc{} || (end != field.data() + field.size() && *end != '\0' && *end != ' ')) {
    return false;
  }
  const auto sum = [](std::string_view bytes) {
    return std::accumulate(bytes.begin(), bytes.end(), 0U, [](unsigned total, char c) {
      return total + static_cast<unsigned char>(c);
    });
  };
  return stated == sum(head.substr(0, kChecksum)) + kChecksumBytes * ' ' +
                       sum(head.substr(kChecksum + kChecksumBytes,
                                       kHeaderBytes - kChecksum - kChecksumBytes));
}

Magic form_of(std::string_view head) {
  const auto known = std::find_if(kMagic.begin(), kMagic.end(), [&](const Magic& magic) {
    return head.starts_with(magic.bytes);
  });
  if (known != kMagic.end()) return *known;
  if (is_bzip2(head)) return {"", Form::Bzip2, ""};
  if (is_skippable_zstd(head)) return {"", Form::Zstd, ""};
  if (is_tar(head)) return {"", Form::Tar, ""};
  return {"", Form::Plain, ""};
}

std::string joined(const std::string& container, const std::string& path) {
  return container.empty() ? path : container + "/" + path;
}

class Unpacker {
 public:
  Unpacker(Stream& source, Visitor& visitor, std::uint64_t max_expansion)
      : source_(source, *this), visitor_(visitor), max_expansion_(max_expansion) {}

  void run() { layer(source_, "", 0, false); }

 private:
  /// Counts what the source gives.
  class Counted : public Stream {
   public:
    Counted(Stream& of, Unpacker& by) : of_(of), by_(by) {}
    std::string_view read() override {
      const std::string_view bytes = of_.read();
      by_.packed_bytes_ += bytes.size();
      return bytes;
    }
    bool resume() override { return of_.resume(); }

   private:
    Stream& of_;
    Unpacker& by_;
  };

  /// Counts what comes out of a decompressor, and stops a bomb.
  class Guarded : public Stream {
   public:
    Guarded(Stream& of, Unpacker& by) : of_(of), by_(by) {}
    std::string_view read() override {
      const std::string_view bytes = of_.read();
      by_.unpacked(bytes.size());
      return bytes;
    }
    bool resume() override { return !by_.is_over_ && of_.resume(); }

   private:
    Stream& of_;
    Unpacker& by_;
  };

  void unpacked(std::size_t bytes) {
    unpacked_bytes_ += bytes;
    if (unpacked_bytes_ <= kFreeExpansionBytes + max_expansion_ * packed_bytes_) return;
    is_over_ = true;
    throw DamagedError(
        fmt::format("unpacks to over {} times its size, as a bomb does; the rest of the file is "
                    "not read unless more expansion is allowed",
                    max_expansion_));
  }

  /// Looks at a stream's content. True if there was an article in it.
  bool layer(Stream& stream, const std::string& member, int level, bool is_compressed) {
    HeadStream head(stream);
    if (const auto foreign = foreign_content(first_bytes(head))) {
      return not_read(member, *foreign);
    }
    const Magic magic = form_of(head.head(512));
    const bool is_container = magic.form == Form::Tar || magic.form == Form::Zip;
    if (magic.form == Form::Plain) return visitor_.file(member, head);
    if (magic.form == Form::Foreign) {
      return problem(member,
                     fmt::format("packed as {}, which is not opened; unpack it first", magic.name));
    }
    if (level == kMaxNesting && !(is_container && is_compressed)) {
      is_over_ = ++too_deep_ == kMaxTooDeep;
      return problem(member,
                     fmt::format("packed more than {} times over, as bombs are{}", kMaxNesting,
                                 is_over_ ? "; the rest of the file is not read" : ""));
    }
    try {
      switch (magic.form) {
        case Form::Gzip:
          return packed(head, Packing::Gzip, member, level + 1);
        case Form::Bzip2:
          return packed(head, Packing::Bzip2, member, level + 1);
        case Form::Xz:
          return packed(head, Packing::Xz, member, level + 1);
        case Form::Zstd:
          return packed(head, Packing::Zstd, member, level + 1);
        default:
          return members(head,
                         magic.form == Form::Tar ? Container::Form::Tar : Container::Form::Zip,
                         member, is_compressed ? level : level + 1);
      }
    } catch (const DamagedError& e) {
      return problem(member, e.what());
    }
  }

  bool packed(Stream& stream, Packing packing, const std::string& member, int level) {
    PackedStream unpacked(stream, packing);
    Guarded guarded(unpacked, *this);
    return layer(guarded, member, level, true);
  }

  bool members(Stream& stream, Container::Form form, const std::string& container, int level) {
    Container archive(stream, form);
    Guarded guarded(archive, *this);
    bool any = false;
    bool is_empty = true;
    while (!is_over_ && (!archive.is_dead() || archive.revive())) {
      const auto member = next_of(archive, container);
      if (!member && archive.is_dead()) continue;
      if (!member) break;
      if (!member->damage.empty()) problem(container, member->damage);
      const std::string path = joined(container, member->path);
      bool fruitful = false;
      const std::string kind = member->is_directory ? "" : reason_to_pass_over(*member);
      is_empty = is_empty && member->is_directory;
      if (!kind.empty()) {
        visitor_.pass_over(path, kind);
      } else if (!member->problem.empty() && !member->is_directory) {
        problem(path, member->problem);
      } else if (!member->is_directory) {
        // A tar's content is as large as the tar.
        Stream& bytes = form == Container::Form::Zip ? static_cast<Stream&>(guarded) : archive;
        fruitful = layer(bytes, path, level, false);
      }
      if (archive.must_read_on()) read_out(guarded, path);
      any = any || fruitful;
      if (!fruitful && ++barren_ > kMaxBarrenMembers + packed_bytes_ / 1024) {
        is_over_ = true;
        return problem(container, fmt::format("over {} members without an article, as in a bomb; "
                                              "the rest of the file is not read",
                                              with_thousands(kMaxBarrenMembers))) ||
               any;
      }
    }
    if (is_empty && !archive.is_dead()) visitor_.pass_over(container, "empty archive");
    return any;
  }

  /// A member whose beginning is damaged is a problem of the container.
  std::optional<Container::Member> next_of(Container& archive, const std::string& container) {
    try {
      return archive.next();
    } catch (const DamagedError& e) {
      problem(container, e.what());
      return std::nullopt;
    }
  }

  void read_out(Stream& bytes, const std::string& member) {
    try {
      while (!bytes.read().empty()) {
      }
    } catch (const DamagedError& e) {
      problem(member, e.what());
    }
  }

  /// Enough of them to see whether they are foreign. A pipe need not have more than a header yet;
  /// what a zip, a program or a document is stands further back.
  static std::string_view first_bytes(HeadStream& stream) {
    const std::string_view first = stream.head(512);
    const bool is_longer =
        first.starts_with("PK\x03\x04") || first.starts_with("MZ") || first.starts_with("{\\rtf");
    return is_longer ? stream.head(kForeignBytes) : first;
  }

  static std::string reason_to_pass_over(const Container::Member& member) {
    const std::string_view kind = litter(member.path);
    return std::string(kind.empty() ? std::string_view(member.kind) : kind);
  }

  bool not_read(const std::string& member, const Foreign& foreign) {
    if (foreign.is_document()) {
      return problem(member, fmt::format("{}, which is not read: {}", foreign.kind, foreign.to_do));
    }
    visitor_.pass_over(member, foreign.kind);
    return false;
  }

  /// False, because there is no article in it.
  bool problem(const std::string& member, const std::string& reason) {
    visitor_.problem(member, reason);
    return false;
  }

  Counted source_;
  Visitor& visitor_;
  std::uint64_t max_expansion_;
  std::uint64_t packed_bytes_ = 0;    ///< taken from the source
  std::uint64_t unpacked_bytes_ = 0;  ///< given by decompressors
  std::uint64_t barren_ = 0;          ///< members without an article
  int too_deep_ = 0;                  ///< members that are nested too deeply
  bool is_over_ = false;              ///< a limit was reached
};

}  // namespace

void unpack(Stream& source, Visitor& visitor, std::uint64_t max_expansion) {
  Unpacker(source, visitor, max_expansion).run();
}

}  // namespace dateline
