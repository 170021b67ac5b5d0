#pragma once

#include <stop_token>
#include <string>

#include "engine/formats/mapped_file.h"
#include "engine/values/expected.h"
#include "engine/values/load_options.h"

namespace vitrine::embeddings {

/// How long reading goes on, and who hears of it.
struct ReadOptions {
    int threads = 0; ///< 0 = as many as the machine has cores
    std::stop_token stop;
    ProgressCallback progress; ///< called on the calling thread; null = not told
};

/// A file of vectors that breaks its format: FileDamaged with the place in it, and why.
inline Unexpected damaged(
    const formats::MappedFile& file, std::string place, const std::string& reason) {
    const auto path = file.path().string();
    auto detail = path + ", " + place + ": " + reason;
    return Unexpected(Error{ErrorCode::FileDamaged, path, std::move(place), std::move(detail)});
}

inline Unexpected readingInterrupted(const formats::MappedFile& file) {
    return Unexpected(Error{ErrorCode::Interrupted, file.path().string(), {},
        "Reading " + file.path().string() + " was stopped."});
}

inline std::string_view textOf(const formats::MappedFile& file) {
    return {reinterpret_cast<const char*>(file.bytes().data()), file.bytes().size()};
}

} // namespace vitrine::embeddings
