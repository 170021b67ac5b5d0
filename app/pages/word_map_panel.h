#pragma once

#include <QWidget>

#include <vector>

#include "app/workspace/word_space.h"
#include "widgets/common/parented_ptr.h"

class QAbstractItemModel;
class QComboBox;
class QLabel;

namespace vitrine::widgets {
class IconButton;
class NumberTable;
class PointMapView;
class SegmentedControl;
} // namespace vitrine::widgets

namespace vitrine::app {

/// A map of words, with how and of which words it is drawn.
class WordMapPanel : public QWidget {
    Q_OBJECT
public:
    /// Which words stand on it.
    enum class Scope { Set, Neighbourhood, Thousand, FiveThousand };

    WordMapPanel(WordSpace& space, QWidget* parent);

    widgets::PointMapView* view() const { return m_view; }
    /// The words with their places and clusters.
    const QAbstractItemModel* table() const;
    MapMethod method() const;
    int dimensions() const;
    Scope scope() const;
    void choose(MapMethod method, int dimensions, Scope scope);
    /// Draws the words of the set, or what the scope adds to them.
    void setWords(const std::vector<std::string>& set);
    /// From word to word, where both are on the map.
    void setArrows(std::vector<std::pair<std::string, std::string>> arrows);
    void select(const QString& word);
    /// Marks the words that are pointed at elsewhere.
    void highlight(const QStringList& words);

Q_SIGNALS:
    void choiceChanged();
    /// The pointer is at a word, or has left (none).
    void wordsHovered(const QStringList& words);
    void wordSelected(const QString& word);
    void wordOpened(const QString& word);

protected:
    void changeEvent(QEvent* event) override;

private:
    void draw();
    void show(const WordMap& map);
    void showArrows();
    void fillTable(const WordMap& map);
    int pointOf(const QString& word) const;
    QString wordAt(int point) const;
    void retranslate();
    void applyTheme();

    WordSpace& m_space;
    std::vector<std::string> m_set;
    std::vector<std::pair<std::string, std::string>> m_arrows;
    QStringList m_names;
    WordMap m_shown;
    widgets::parented_ptr<widgets::SegmentedControl> m_method;
    widgets::parented_ptr<widgets::SegmentedControl> m_dimensions;
    widgets::parented_ptr<QComboBox> m_scope;
    widgets::parented_ptr<widgets::IconButton> m_fit;
    widgets::parented_ptr<widgets::IconButton> m_again;
    widgets::parented_ptr<widgets::PointMapView> m_view;
    widgets::parented_ptr<widgets::NumberTable> m_table;
    widgets::parented_ptr<QLabel> m_note;
};

} // namespace vitrine::app
