#pragma once

#include <QAbstractTableModel>

#include "widgets/generation/context_view.h"

namespace vitrine::widgets {

/// A model that sees what stands before a gap, and one that sees both sides of it: what each sees,
/// its first candidates with their probabilities, the probability of the word that stands there,
/// and the entropy in bits. What a model sees takes the width of its two columns.
class ContextContrastModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { What, LeftText, LeftNumber, BothText, BothNumber, ColumnCount };
    static constexpr int candidates = 5;
    enum Row { Seen, FirstCandidate, Word = FirstCandidate + candidates, Entropy, RowCount };

    explicit ContextContrastModel(QObject* parent);

    void setLeft(ContextView left);
    void setBoth(ContextView both);
    /// The word that stands in the gap; empty where none does.
    void setWord(const QString& word);
    void retranslate();

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void changed();
    QString nameOf(int row) const;
    QVariant textOf(const ContextView& view, int row) const;
    /// Of the largest probability in the table.
    QVariant shareOf(const ContextView& view, int row) const;
    QVariant numberOf(const ContextView& view, int row, bool plain) const;

    ContextView m_left;
    ContextView m_both;
    QString m_word;
};

} // namespace vitrine::widgets
