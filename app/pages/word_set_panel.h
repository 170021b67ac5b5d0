#pragma once

#include <QWidget>

#include <string>
#include <vector>

#include "app/workspace/word_space.h"
#include "widgets/common/parented_ptr.h"

class QLabel;
class QLineEdit;
class QMenu;
class QToolButton;

namespace vitrine::widgets {
class MatrixView;
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

Q_SIGNALS:
    void wordsChanged();
    void pairAsked(const QString& first, const QString& second);

protected:
    void changeEvent(QEvent* event) override;

private:
    void takeList();
    void buildPresets();
    void takePreset(std::size_t number);
    void refresh();
    void retranslate();
    void applyTheme();

    WordSpace& m_space;
    std::vector<std::string> m_words;
    std::vector<int> m_rows; ///< of the words that the table has
    SimilarityMeasure m_measure = SimilarityMeasure::Cosine;
    widgets::parented_ptr<QLineEdit> m_list;
    widgets::parented_ptr<QToolButton> m_presets;
    widgets::parented_ptr<QMenu> m_menu;
    widgets::parented_ptr<QLabel> m_note;
    widgets::parented_ptr<widgets::MatrixView> m_matrix;
};

} // namespace vitrine::app
