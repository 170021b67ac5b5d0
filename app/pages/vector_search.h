#pragma once

#include <QWidget>

#include <set>
#include <string>
#include <vector>

#include "app/workspace/word_space.h"
#include "widgets/common/parented_ptr.h"

class QComboBox;
class QCompleter;
class QLabel;
class QLineEdit;
class QStringListModel;
class QTableView;

namespace vitrine::widgets {
class NeighbourModel;
class SegmentedControl;
} // namespace vitrine::widgets

namespace vitrine::app {

/// Chooses whose vectors are looked at, and searches them: a word or a text, its neighbours with
/// their scores, and a box that puts a neighbour into the set of words.
class VectorSearch : public QWidget {
    Q_OBJECT
public:
    /// An entry of the list of vectors.
    struct Entry {
        QString title;
        VectorChoice choice;
    };

    VectorSearch(WordSpace& space, QWidget* parent);

    void setEntries(const std::vector<Entry>& entries);
    /// Shows which vectors are open.
    void showChoice(const VectorChoice& choice);
    QString query() const;
    SimilarityMeasure measure() const;
    /// Searches as if it had been typed.
    void search(const QString& query);
    void setMeasure(SimilarityMeasure measure);
    void setChosenWords(const std::set<std::string>& words);
    widgets::NeighbourModel* table() const { return m_model; }
    /// Marks the neighbours that are pointed at elsewhere.
    void highlight(const QStringList& words);

Q_SIGNALS:
    void choiceMade(const vitrine::app::VectorChoice& choice);
    void fileAsked();
    /// Sets that others publish are to be listed.
    void catalogueAsked();
    void searched();
    void measureChanged();
    void wordChosen(const QString& word, bool chosen);
    /// The pointer is at a neighbour, or has left (none).
    void wordsHovered(const QStringList& words);
    /// The query and a neighbour are to be compared.
    void pairAsked(const QString& first, const QString& second);

protected:
    void changeEvent(QEvent* event) override;
    /// The pointer leaves the table.
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void build();
    void choose(int entry);
    void complete(const QString& text);
    void show(const NeighbourAnswer& answer);
    void retranslate();
    void applyTheme();

    WordSpace& m_space;
    std::vector<Entry> m_entries;
    NeighbourAnswer m_answer;
    widgets::parented_ptr<QComboBox> m_choices;
    widgets::parented_ptr<QLineEdit> m_query;
    widgets::parented_ptr<QStringListModel> m_completions;
    widgets::parented_ptr<QCompleter> m_completer;
    widgets::parented_ptr<widgets::SegmentedControl> m_measure;
    widgets::parented_ptr<QLabel> m_note;
    widgets::parented_ptr<widgets::NeighbourModel> m_model;
    widgets::parented_ptr<QTableView> m_table;
};

} // namespace vitrine::app
