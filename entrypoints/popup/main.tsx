import '@/components/tokens.css'
import '@/components/components.css'
