#include <algorithm>
#include <string>

#include "engine/embeddings/npy_vectors.h"
#include "tests/fuzz/fuzz_folder.h"
#include "tests/fuzz/use_vectors.h"

/// The matrix, and behind a mark its list of words.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace vitrine;
    static const test::FuzzFolder folder;
    constexpr std::string_view Mark = "WORDS:";
    const auto* end = data + size;
    const auto* mark = std::search(data, end, Mark.begin(), Mark.end());
    const auto* list = mark == end ? end : mark + Mark.size();
    const auto matrix = folder.write("vectors.npy", data, static_cast<std::size_t>(mark - data));
    const auto words = folder.write("vectors.txt", list, static_cast<std::size_t>(end - list));
    const auto file = formats::MappedFile::open(matrix);
    if (const auto read = embeddings::readNpyVectors(
            file.value(), words, {.threads = 1, .stop = {}, .progress = {}})) {
        test::useVectors(*read->table);
    }
    return 0;
}
