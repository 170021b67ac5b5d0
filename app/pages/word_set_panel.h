#pragma once

#include <QWidget>

#include <string>
#include <vector>

#include "app/session/word_list.h"
#include "app/workspace/word_space.h"
#include "widgets/common/parented_ptr.h"
#include "widgets/layers/matrix_geometry.h"

class QAbstractItemModel;
class QLabel;
class QLineEdit;
class QMenu;
class QToolButton;

namespace vitrine::widgets {
class LegendBar;
class MatrixView;
class NumberTable;
} // namespace vitrine::widgets

namespace vitrine::app {

/// The set of words that is compared: as a list to type in, presets, and the matrix of all pairs.
class WordSetPanel : public QWidget {
    Q_OBJECT
public:
    WordSetPanel(WordSpace& space, QWidget* parent);

    const std::vector<std::string>& words() const { return m_words; }
    void setWords(std::vector<std::string> words);
    /// A set that shows what the views are for.
    void takeExample();
    void setWord(const QString& word, bool chosen);
    void setMeasure(SimilarityMeasure measure);
    widgets::MatrixView* matrix() const { return m_matrix; }
    /// The numbers of the matrix.
    const QAbstractItemModel* table() const;
    /// The user's own sets, by name.
    const std::vector<WordList>& lists() const { return m_lists; }
    void setLists(std::vector<WordList> lists);
    /// Marks the words that are pointed at elsewhere.
    void highlight(const QStringList& words);

Q_SIGNALS:
    void wordsChanged();
    void listsChanged();
    void pairAsked(const QString& first, const QString& second);
    /// The pointer is at the pair of these words, or has left (none).
    void wordsHovered(const QStringList& words);

protected:
    void changeEvent(QEvent* event) override;

private:
    void takeList();
    void fillMenu();
    void addOwnLists();
    void takePreset(std::size_t number);
    void askForNearPair();
    void saveList();
    void deleteList(const QString& name);
    void refresh();
    void show(const WordMatrix& matrix);
    void showLegend();
    /// The words of a row and a column, one where they are the same.
    QStringList wordsAt(const widgets::MatrixGeometry::Cell& cell) const;
    void retranslate();
    void applyTheme();

    WordSpace& m_space;
    std::vector<std::string> m_words;
    std::vector<WordList> m_lists;
    WordMatrix m_shown;
    QStringList m_names; ///< of its words
    SimilarityMeasure m_measure = SimilarityMeasure::Cosine;
    widgets::parented_ptr<QLineEdit> m_list;
    widgets::parented_ptr<QToolButton> m_presets;
    widgets::parented_ptr<QMenu> m_menu;
    widgets::parented_ptr<widgets::LegendBar> m_legend;
    widgets::parented_ptr<QLabel> m_note;
    widgets::parented_ptr<widgets::MatrixView> m_matrix;
    widgets::parented_ptr<widgets::NumberTable> m_table;
};

} // namespace vitrine::app
