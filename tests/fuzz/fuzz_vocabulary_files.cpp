#include <nlohmann/json.hpp>

#include "engine/text/byte_alphabet.h"
#include "tests/fuzz/fuzz_folder.h"
#include "tests/fuzz/use_tokenizer.h"

namespace {

/// A vocabulary with all bytes and what seeds/merges.txt joins.
std::string smallVocabulary() {
    nlohmann::json vocabulary;
    for (const auto& character : vitrine::text::byteCharacters()) {
        vocabulary[character] = vocabulary.size();
    }
    for (const char* piece : {"th", "the", "Ġthe", "Ġc", "<|endoftext|>"}) {
        vocabulary[piece] = vocabulary.size();
    }
    return vocabulary.dump();
}

} // namespace

/// The input as vocab.txt, and as merges.txt beside a good vocab.json.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const vitrine::test::FuzzFolder wordPiece;
    static const vitrine::test::FuzzFolder bpe;
    static const std::string vocabulary = smallVocabulary();
    static const auto vocabularyFile = bpe.write(
        "vocab.json", reinterpret_cast<const std::uint8_t*>(vocabulary.data()), vocabulary.size());
    wordPiece.write("vocab.txt", data, size);
    vitrine::test::useTokenizer(wordPiece.path());
    bpe.write("merges.txt", data, size);
    vitrine::test::useTokenizer(bpe.path());
    return 0;
}
