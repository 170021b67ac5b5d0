#include "engine/text/sentence_piece_file.h"

#include <bit>
#include <string>
#include <utility>

#include "engine/text/protobuf_reader.h"
#include "engine/text/sentence_piece_model.h"
#include "engine/text/tokenizer_parts.h"
#include "engine/text/unicode.h"
#include "engine/text/whole_file.h"

namespace vitrine::text {

namespace {

constexpr std::uintmax_t LargestFile = 64 << 20;

/// Numbers of the fields in sentencepiece_model.proto.
namespace field {
enum Model : std::uint32_t { Pieces = 1, TrainerSpec = 2, NormalizerSpec = 3 };
enum Piece : std::uint32_t { Text = 1, Score = 2, Type = 3 };
enum Trainer : std::uint32_t { ModelType = 3, WhitespaceAsSuffix = 24, BeginId = 41, EndId = 42 };
enum Normalizer : std::uint32_t { CharacterMap = 2, AddPrefix = 3, JoinSpaces = 4 };
} // namespace field

enum ModelTypes : std::uint64_t { UnigramType = 1, BpeType = 2 };

class FileReader {
public:
    explicit FileReader(std::filesystem::path file) : m_file(std::move(file)) { }

    SentencePieceModel read(std::string_view bytes) {
        forEachField(bytes, [this](const ProtobufField& part) {
            if (part.id == field::Pieces) {
                readPiece(part.bytes);
            } else if (part.id == field::TrainerSpec) {
                readTrainer(part.bytes);
            } else if (part.id == field::NormalizerSpec) {
                readNormalizer(part.bytes);
            }
        });
        if (m_model.pieces.empty()) {
            damaged(0, "there are no pieces");
        }
        m_model.beginOfText = knownId(m_begin);
        m_model.endOfText = knownId(m_end);
        return std::move(m_model);
    }

private:
    [[noreturn]] void damaged(std::size_t offset, const std::string& reason) const {
        const auto place = std::to_string(offset);
        throw tl::bad_expected_access<Error>(Error{.code = ErrorCode::FileDamaged,
            .subject = m_file.string(),
            .place = place,
            .detail = m_file.string() + ", byte " + place + ": " + reason + '.'});
    }

    template <typename OnField>
    void forEachField(std::string_view message, const OnField& onField) const {
        ProtobufReader reader(message);
        while (const auto next = reader.next()) {
            onField(*next);
        }
        if (reader.isDamaged()) {
            damaged(reader.offset(), "this is no model of SentencePiece");
        }
    }

    void readPiece(std::string_view bytes) {
        auto& piece = m_model.pieces.emplace_back();
        forEachField(bytes, [&](const ProtobufField& part) {
            if (part.id == field::Text) {
                piece.text = part.bytes;
            } else if (part.id == field::Score) {
                piece.score = std::bit_cast<float>(static_cast<std::uint32_t>(part.number));
            } else if (part.id == field::Type && part.number >= 1 && part.number <= 6) {
                piece.type = static_cast<SentencePieceModel::PieceType>(part.number);
            }
        });
        if (firstInvalidUtf8(piece.text)) {
            damaged(0, "the piece " + std::to_string(m_model.pieces.size() - 1) + " is not UTF-8");
        }
    }

    void readTrainer(std::string_view bytes) {
        forEachField(bytes, [&](const ProtobufField& part) {
            if (part.id == field::ModelType) {
                m_model.kind = kindOf(part.number);
            } else if (part.id == field::BeginId) {
                m_begin = part.number;
            } else if (part.id == field::EndId) {
                m_end = part.number;
            } else if (part.id == field::WhitespaceAsSuffix && part.number != 0) {
                unsupported("treat_whitespace_as_suffix");
            }
        });
    }

    void readNormalizer(std::string_view bytes) {
        forEachField(bytes, [&](const ProtobufField& part) {
            if (part.id == field::CharacterMap) {
                m_model.characterMap = part.bytes;
            } else if (part.id == field::AddPrefix) {
                m_model.addsPrefix = part.number != 0;
            } else if (part.id == field::JoinSpaces) {
                m_model.joinsSpaces = part.number != 0;
            }
        });
    }

    SentencePieceModel::Kind kindOf(std::uint64_t type) const {
        if (type != UnigramType && type != BpeType) {
            unsupported("model_type " + std::to_string(type));
        }
        return type == BpeType ? SentencePieceModel::Kind::Bpe : SentencePieceModel::Kind::Unigram;
    }

    [[noreturn]] void unsupported(const std::string& what) const {
        throw tl::bad_expected_access<Error>(Error{.code = ErrorCode::TokenizerUnsupported,
            .subject = m_file.string(),
            .place = what,
            .detail = m_file.string() + ": Vitrine does not know " + what + '.'});
    }

    /// −1 stands for none.
    std::optional<TokenId> knownId(std::uint64_t id) const {
        return id < m_model.pieces.size() ? std::optional(static_cast<TokenId>(id)) : std::nullopt;
    }

    std::filesystem::path m_file;
    SentencePieceModel m_model;
    std::uint64_t m_begin = 1; ///< as absent values are
    std::uint64_t m_end = 2;
};

} // namespace

Expected<std::unique_ptr<Tokenizer>> readSentencePieceFile(
    const std::filesystem::path& file, const TokenizerConfig& config) {
    return catchingErrors([&] {
        auto model = FileReader(file).read(readWholeFile(file, LargestFile).value());
        model.addsBegin = config.addsBegin;
        model.addsEnd = config.addsEnd;
        return makeTokenizer(model, config, file.string());
    });
}

} // namespace vitrine::text
