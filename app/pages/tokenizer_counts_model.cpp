#include "app/pages/tokenizer_counts_model.h"

#include <utility>

#include "widgets/common/table_export.h"

namespace vitrine::app {

TokenizerCountsModel::TokenizerCountsModel(QObject* parent) : QAbstractTableModel(parent) {
}

void TokenizerCountsModel::setCounts(std::vector<TokenizerCount> counts) {
    beginResetModel();
    m_counts = std::move(counts);
    endResetModel();
}

int TokenizerCountsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_counts.size());
}

int TokenizerCountsModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant TokenizerCountsModel::data(const QModelIndex& index, int role) const {
    if (role != Qt::DisplayRole && role != widgets::exportRole) {
        return {};
    }
    const auto& count = m_counts[static_cast<std::size_t>(index.row())];
    switch (static_cast<Column>(index.column())) {
    case Name:
        return count.name;
    case Kind:
        return count.kind;
    case Vocabulary:
        return count.vocabularySize;
    case Tokens:
        return count.tokens;
    case Characters:
        return count.characters;
    case PerCharacter:
        return count.tokensPerCharacter();
    case ColumnCount:
        break;
    }
    return {};
}

QVariant TokenizerCountsModel::headerData(
    int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    switch (static_cast<Column>(section)) {
    case Name:
        return tr("Tokeniser");
    case Kind:
        return tr("Kind");
    case Vocabulary:
        return tr("Vocabulary");
    case Tokens:
        return tr("Tokens");
    case Characters:
        return tr("Characters");
    case PerCharacter:
        return tr("Tokens per character");
    case ColumnCount:
        break;
    }
    return {};
}

} // namespace vitrine::app
