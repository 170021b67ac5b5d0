#pragma once

#include <vector>

#include <QAbstractTableModel>

#include "engine/values/scored_token.h"

namespace vitrine::widgets {

/// Tokens as rows: index, text, piece, id, bytes, byte offsets, characters, and surprisal and rank
/// where a model has scored them.
class TokenTableModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Index, Text, Piece, Id, Bytes, Offsets, Characters, Surprisal, Rank };

    explicit TokenTableModel(QObject* parent);

    /// The columns Surprisal and Rank are there when any of the tokens is scored.
    void setTokens(std::vector<ScoredToken> tokens);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString text(int row, Column column) const;
    QVariant exported(int row, Column column) const;

    std::vector<ScoredToken> m_tokens;
    bool m_scored = false;
};

} // namespace vitrine::widgets
