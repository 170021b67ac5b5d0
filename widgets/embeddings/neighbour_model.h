#pragma once

#include <QAbstractTableModel>
#include <QStringList>

#include <set>
#include <string>
#include <vector>

#include "engine/values/word_similarity.h"

namespace vitrine::widgets {

/// Words near a vector as rows: word and score, with a bar as long as the score. The box of a word
/// says whether it is in the set of words that is compared.
class NeighbourModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Word, Score, ColumnCount };

    explicit NeighbourModel(QObject* parent);

    void setNeighbours(std::vector<WordNeighbour> neighbours, SimilarityMeasure measure);
    /// Boxes show only where `checkable`.
    void setCheckable(bool checkable);
    void setChosen(std::set<std::string> words);
    /// Words that are pointed at elsewhere.
    void setMarked(const QStringList& words);
    const std::vector<WordNeighbour>& neighbours() const { return m_neighbours; }
    void retranslate();

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;

Q_SIGNALS:
    void chosenChanged(const QString& word, bool chosen);

private:
    double share(const WordNeighbour& neighbour) const;

    std::vector<WordNeighbour> m_neighbours;
    SimilarityMeasure m_measure = SimilarityMeasure::Cosine;
    std::set<std::string> m_chosen;
    QStringList m_marked;
    bool m_checkable = true;
};

/// "cosine", "dot product", "distance", in the language of the interface.
QString measureText(SimilarityMeasure measure);

} // namespace vitrine::widgets
