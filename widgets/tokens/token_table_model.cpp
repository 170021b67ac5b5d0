#include "widgets/tokens/token_table_model.h"

#include <algorithm>
#include <array>
#include <utility>

#include "widgets/common/number_format.h"
#include "widgets/common/table_export.h"
#include "widgets/common/token_text.h"

namespace vitrine::widgets {

namespace {

/// Characters that the bytes hold whole; a part of one is none.
int wholeCharacters(std::string_view bytes) {
    int count = 0;
    for (std::size_t position = 0; position < bytes.size();) {
        const std::size_t length = utf8CharacterLength(bytes, position);
        count += length > 0 ? 1 : 0;
        position += std::max<std::size_t>(length, 1);
    }
    return count;
}

} // namespace

TokenTableModel::TokenTableModel(QObject* parent) : QAbstractTableModel(parent) {
}

void TokenTableModel::setTokens(std::vector<ScoredToken> tokens) {
    beginResetModel();
    m_tokens = std::move(tokens);
    m_scored = std::ranges::any_of(m_tokens, &ScoredToken::scored);
    endResetModel();
}

int TokenTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_tokens.size());
}

int TokenTableModel::columnCount(const QModelIndex& parent) const {
    if (parent.isValid())
        return 0;
    return m_scored ? Rank + 1 : Surprisal;
}

QVariant TokenTableModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    const auto column = static_cast<Column>(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return text(index.row(), column);
    case exportRole:
        return exported(index.row(), column);
    case Qt::TextAlignmentRole: {
        const bool words = column == Text || column == Piece || column == Bytes;
        return QVariant::fromValue((words ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    }
    default:
        return {};
    }
}

QVariant TokenTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return data(index(0, section), role);
    if (role != Qt::DisplayRole)
        return {};
    const std::array names{tr("#"), tr("token"), tr("piece"), tr("id"), tr("bytes"), tr("offsets"),
        tr("characters"), tr("surprisal"), tr("rank")};
    return names.at(static_cast<std::size_t>(section));
}

QString TokenTableModel::text(int row, Column column) const {
    const ScoredToken& scored = m_tokens[static_cast<std::size_t>(row)];
    const Token& token = scored.token;
    switch (column) {
    case Index:
        return formatCount(row);
    case Text:
        return tokenText(token);
    case Piece:
        return QString::fromStdString(token.piece);
    case Id:
        return QString::number(token.id);
    case Bytes:
        return hexBytes(token.bytes);
    case Offsets:
        return QStringLiteral("%1–%2").arg(token.start).arg(token.end);
    case Characters:
        return formatCount(wholeCharacters(token.bytes));
    case Surprisal:
        return scored.scored ? formatBits(surprisalBits(scored.logProbability)) : QString();
    case Rank:
        return scored.scored ? formatCount(scored.rank) : QString();
    }
    return {};
}

QVariant TokenTableModel::exported(int row, Column column) const {
    const ScoredToken& scored = m_tokens[static_cast<std::size_t>(row)];
    switch (column) {
    case Index:
        return row;
    case Surprisal:
        return scored.scored ? QVariant(surprisalBits(scored.logProbability)) : QVariant(QString());
    case Rank:
        return scored.scored ? QVariant(scored.rank) : QVariant(QString());
    default:
        return text(row, column);
    }
}

} // namespace vitrine::widgets
