#include "engine/ngram/counts_file.h"
#include "engine/ngram/ngram_model.h"
#include "tests/fuzz/fuzz_folder.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace vitrine;
    static const test::FuzzFolder folder;
    if (const auto counts = ngram::readCounts(folder.write("counts", data, size))) {
        using enum NgramSmoothing;
        for (const auto smoothing : {ModifiedKneserNey, Katz, AddK}) {
            const auto model = ngram::NgramModel::estimated(*counts, {.smoothing = smoothing}, {});
            if (model) {
                (*model)->derivation({}, /*fromStart=*/true, "a");
            }
        }
    }
    return 0;
}
