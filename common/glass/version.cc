// SPDX-License-Identifier: GPL-2.0-or-later
// magic, UUID (16 bytes), revision, six roots, counts.
#include "common/glass/version.h"

#include "common/disk/file.h"
#include "common/disk/mapped.h"
#include "common/disk/pack.h"
#include "common/glass/block.h"

#include <random>
#include <utility>

namespace dateline::glass {
namespace {

/// The last two bytes are the format's date, 2016-03-14.
constexpr std::string_view kMagic("\x0F\x0DXapian Glass\x04\x6E", 16);
constexpr std::size_t kUuidBytes = 16;
constexpr std::uint32_t kRevision = 1;

/// Tags longer than this may be compressed; 0 if none are.
constexpr std::array<std::uint32_t, kTables> kCompressMin = {0, 18, 18, 0, 18, 18};

constexpr std::uint64_t kSequential = 2;
constexpr std::uint64_t kNoFile = 1;

std::string random_uuid() {
  std::random_device random;
  std::string uuid;
  while (uuid.size() < kUuidBytes) uuid += static_cast<char>(random());
  uuid[6] = static_cast<char>((uuid[6] & 0x0F) | 0x40);  // RFC 4122, version 4
  uuid[8] = static_cast<char>((uuid[8] & 0x3F) | 0x80);
  return uuid;
}

/// Revision, blocks in use, and two empty cursors.
std::string free_list(std::uint32_t blocks) {
  std::string list;
  for (const std::uint32_t number : {kRevision, blocks, 0U, 0U, 0U, 0U})
    disk::pack_uint(list, number);
  return list;
}

}  // namespace

std::string file_name(TableKind kind) {
  constexpr std::array<const char*, kTables> names = {"postlist", "docdata",  "termlist",
                                                      "position", "spelling", "synonym"};
  return std::string(names.at(kind)) + ".glass";
}

void write_version(const std::filesystem::path& directory, const Version& version) {
  std::string out(kMagic);
  out += random_uuid();
  disk::pack_uint(out, kRevision);
  for (std::size_t i = 0; i < kTables; ++i) {
    const Root& root = version.roots[i];
    disk::pack_uint(out, root.block);
    disk::pack_uint(
        out, std::uint64_t{root.level} << 2U | kSequential | (root.blocks == 0 ? kNoFile : 0));
    disk::pack_uint(out, root.entries);
    disk::pack_uint(out, kBlockBytes >> 11U);
    disk::pack_uint(out, kCompressMin[i]);
    disk::pack_string(out, root.blocks == 0 ? "" : free_list(root.blocks));
  }
  disk::pack_uint(out, version.documents);
  disk::pack_uint(out, version.last_docid - version.documents);
  disk::pack_uint(out, version.shortest);
  disk::pack_uint(out, version.highest_wdf);
  disk::pack_uint(out, version.longest - version.highest_wdf);
  disk::pack_uint(out, 0);  // oldest changeset
  disk::pack_uint(out, version.total_length);
  disk::pack_uint(out, 0);  // spelling
  disk::FileWriter file(directory / kVersionName);
  file.append(out);
  file.close();
}

Version read_version(const std::filesystem::path& directory, std::optional<disk::BlockSums> sums) {
  const disk::MappedFile file(directory / kVersionName, std::move(sums));
  const std::string_view bytes = file.checked(file.bytes());
  if (!bytes.starts_with(kMagic)) throw disk::Damaged(kVersionName, "it is not of this format");
  disk::Unpacker in(bytes.substr(kMagic.size()), kVersionName);
  in.bytes(kUuidBytes);
  in.uint();  // revision
  Version version;
  for (Root& root : version.roots) {
    root.block = in.uint32();
    const std::uint64_t flags = in.uint();
    root.level = static_cast<unsigned>(flags >> 2U);
    root.entries = in.uint();
    if (in.uint() != kBlockBytes >> 11U)
      throw disk::Damaged(kVersionName, "blocks are not of 8192 bytes");
    in.uint();  // least size to compress
    const std::string_view list = in.string();
    if ((flags & kNoFile) != 0) continue;
    disk::Unpacker numbers(list, kVersionName);
    numbers.uint();  // revision
    root.blocks = numbers.uint32();
  }
  version.documents = in.uint32();
  version.last_docid = version.documents + in.uint32();
  version.shortest = in.uint32();
  version.highest_wdf = in.uint32();
  version.longest = version.highest_wdf + in.uint32();
  in.uint();  // oldest changeset
  version.total_length = in.uint();
  return version;
}

}  // namespace dateline::glass
