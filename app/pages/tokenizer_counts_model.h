#pragma once

#include <QAbstractTableModel>

#include <vector>

#include "app/pages/tokenizer_column.h"

namespace vitrine::app {

/// The counts of the compared tokenisers as a table, for export.
class TokenizerCountsModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Name, Kind, Vocabulary, Tokens, Characters, PerCharacter, ColumnCount };

    explicit TokenizerCountsModel(QObject* parent);

    void setCounts(std::vector<TokenizerCount> counts);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<TokenizerCount> m_counts;
};

} // namespace vitrine::app
